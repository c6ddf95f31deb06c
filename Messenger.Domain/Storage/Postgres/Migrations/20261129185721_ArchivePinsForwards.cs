using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ArchivePinsForwards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "forwarded_from",
                table: "messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_pinned",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "copy_of",
                table: "files",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "archived_sequence",
                table: "chat_participants",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "list_revision",
                table: "chat_participants",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "unread_sequence",
                table: "chat_participants",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_chat_id",
                table: "messages",
                column: "chat_id",
                filter: "is_pinned");

            migrationBuilder.CreateIndex(
                name: "ix_files_copy_of",
                table: "files",
                column: "copy_of",
                filter: "copy_of IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_chat_id",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_files_copy_of",
                table: "files");

            migrationBuilder.DropColumn(
                name: "forwarded_from",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "is_pinned",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "copy_of",
                table: "files");

            migrationBuilder.DropColumn(
                name: "archived_sequence",
                table: "chat_participants");

            migrationBuilder.DropColumn(
                name: "list_revision",
                table: "chat_participants");

            migrationBuilder.DropColumn(
                name: "unread_sequence",
                table: "chat_participants");
        }
    }
}
