using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Uncounted : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "uncounted",
                table: "chat_participants",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What is there already is counted once.
            migrationBuilder.Sql("""
                UPDATE chat_participants SET uncounted = (
                    SELECT COUNT(*) FROM messages AS m
                    WHERE m.chat_id = chat_participants.chat_id AND m.sequence > chat_participants.read_sequence
                        AND (m.is_deleted OR m.notice IS NOT NULL))
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "uncounted",
                table: "chat_participants");
        }
    }
}
