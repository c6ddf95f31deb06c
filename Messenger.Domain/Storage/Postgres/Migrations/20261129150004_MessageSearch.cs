using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MessageSearch : Migration
    {
        // Past the model: EF never reads the texts. The index of trigrams needs an extension that may be forbidden or missing. Then there is
        // none; each start tries it again (PostgresSearchIndex).
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE TABLE search_texts (
                    message_id integer NOT NULL CONSTRAINT pk_search_texts PRIMARY KEY
                        CONSTRAINT fk_search_texts_messages_message_id REFERENCES messages (id) ON DELETE CASCADE,
                    chat_id integer NOT NULL,
                    text text NOT NULL)
                """);
            migrationBuilder.Sql("CREATE INDEX ix_search_texts_chat_id_message_id ON search_texts (chat_id, message_id)");
            migrationBuilder.Sql("""
                DO $$ BEGIN
                    CREATE EXTENSION IF NOT EXISTS pg_trgm;
                    CREATE INDEX ix_search_texts_text ON search_texts USING gin (text gin_trgm_ops) WITH (gin_pending_list_limit = 512);
                EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN NULL;
                END $$
                """);
            migrationBuilder.Sql("CREATE TABLE search_state (id integer NOT NULL CONSTRAINT pk_search_state PRIMARY KEY, last_id integer NOT NULL)");
            migrationBuilder.Sql("INSERT INTO search_state (id, last_id) VALUES (1, 0)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "search_texts");
            migrationBuilder.DropTable(name: "search_state");
        }
    }
}
