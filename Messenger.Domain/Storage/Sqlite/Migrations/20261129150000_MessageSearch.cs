using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Domain.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MessageSearch : Migration
    {
        // Past the model: EF knows no virtual tables, and never reads the texts. They are folded by us, so the tokenizer is to leave them
        // as they are. With secure-delete what was taken out is gone at once, and not when segments are merged some day.
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE TABLE search_texts (
                    message_id INTEGER NOT NULL CONSTRAINT pk_search_texts PRIMARY KEY
                        CONSTRAINT fk_search_texts_messages_message_id REFERENCES messages (id) ON DELETE CASCADE,
                    chat_id INTEGER NOT NULL,
                    text TEXT NOT NULL)
                """);
            migrationBuilder.Sql("CREATE TABLE search_state (id INTEGER NOT NULL CONSTRAINT pk_search_state PRIMARY KEY, last_id INTEGER NOT NULL)");
            migrationBuilder.Sql("INSERT INTO search_state (id, last_id) VALUES (1, 0)");
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE search_index USING fts5(
                    text, content = 'search_texts', content_rowid = 'message_id', tokenize = 'trigram case_sensitive 1')
                """);
            migrationBuilder.Sql("INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)");
            migrationBuilder.Sql("""
                CREATE TRIGGER search_texts_inserted AFTER INSERT ON search_texts BEGIN
                    INSERT INTO search_index (rowid, text) VALUES (new.message_id, new.text);
                END
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER search_texts_deleted AFTER DELETE ON search_texts BEGIN
                    INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', old.message_id, old.text);
                END
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER search_texts_updated AFTER UPDATE ON search_texts BEGIN
                    INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', old.message_id, old.text);
                    INSERT INTO search_index (rowid, text) VALUES (new.message_id, new.text);
                END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "search_index");
            migrationBuilder.DropTable(name: "search_texts");
            migrationBuilder.DropTable(name: "search_state");
        }
    }
}
