using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class JobLanes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_jobs_due_at",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_kind_due_at",
                table: "jobs",
                columns: new[] { "kind", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_jobs_kind_due_at",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_due_at",
                table: "jobs",
                column: "due_at");
        }
    }
}
