using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CallParticipants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answered_at",
                table: "calls",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.DropIndex(
                name: "ix_calls_status",
                table: "calls");

            migrationBuilder.CreateIndex(
                name: "ix_calls_chat_id",
                table: "calls",
                column: "chat_id",
                filter: "status IN ('ringing', 'active')");

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "calls",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "call_participants",
                columns: table => new
                {
                    call_id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    party = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: true),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    renewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    declined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_busy = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_participants", x => new { x.call_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_call_participants_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_call_participants_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_call_participants_renewed_at",
                table: "call_participants",
                column: "renewed_at",
                filter: "joined_at IS NOT NULL AND left_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_call_participants_user_id",
                table: "call_participants",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "call_participants");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "ix_calls_chat_id",
                table: "calls");

            migrationBuilder.CreateIndex(
                name: "ix_calls_status",
                table: "calls",
                column: "status",
                filter: "status IN ('ringing', 'active')");

            migrationBuilder.DropColumn(
                name: "version",
                table: "calls");
        }
    }
}
