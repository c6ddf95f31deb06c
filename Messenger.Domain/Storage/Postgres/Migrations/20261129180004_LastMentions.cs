using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LastMentions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "last_mention",
                table: "chats",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "last_mention",
                table: "chat_participants",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What mentions somebody in what they have not read. Nothing did mention everybody.
            migrationBuilder.Sql("""
                UPDATE chat_participants SET last_mention = COALESCE((
                    SELECT MAX(m.sequence) FROM messages AS m
                    WHERE m.chat_id = chat_participants.chat_id AND m.sequence > chat_participants.read_sequence
                        AND m.mentions || ' ' LIKE '%:' || chat_participants.user_id || ' %'), 0)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "last_mention",
                table: "chat_participants");

            migrationBuilder.DropColumn(
                name: "last_mention",
                table: "chats");
        }
    }
}
