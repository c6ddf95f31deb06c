using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Messenger.Domain.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class DraftsAndEarlierTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "draft_id",
                table: "chat_participants",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "draft_reply_to",
                table: "chat_participants",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "draft_text",
                table: "chat_participants",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "draft_version",
                table: "chat_participants",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "earlier_texts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_earlier_texts", x => x.id);
                    table.ForeignKey(
                        name: "fk_earlier_texts_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_earlier_texts_message_id",
                table: "earlier_texts",
                column: "message_id");

            // The index of messages is no table of the model.
            migrationBuilder.Sql("ALTER TABLE search_state ADD COLUMN rebuilt_id integer");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE search_state DROP COLUMN rebuilt_id");

            migrationBuilder.DropTable(
                name: "earlier_texts");

            migrationBuilder.DropColumn(
                name: "draft_id",
                table: "chat_participants");

            migrationBuilder.DropColumn(
                name: "draft_reply_to",
                table: "chat_participants");

            migrationBuilder.DropColumn(
                name: "draft_text",
                table: "chat_participants");

            migrationBuilder.DropColumn(
                name: "draft_version",
                table: "chat_participants");
        }
    }
}
