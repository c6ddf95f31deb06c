using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReportedTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "text",
                table: "reports",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_users_hashed_password",
                table: "users",
                column: "hashed_password",
                filter: "hashed_password LIKE '$2%'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_users_hashed_password",
                table: "users");

            migrationBuilder.DropColumn(
                name: "text",
                table: "reports");
        }
    }
}
