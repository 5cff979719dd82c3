#include "store/trail_tables.h"

#include "store/chain.h"
#include "store/writer.h"

/* What a trail refuses is refused here, too, by the file itself. REPLACE needs a
 * trigger of its own, as for revisions. */
const char trail_tables[] = "CREATE TABLE trail (\n"
                            "  seq INTEGER PRIMARY KEY,\n"
                            "  at TEXT NOT NULL,\n"
                            "  who TEXT NOT NULL,\n"
                            "  role TEXT,\n"
                            "  action TEXT NOT NULL,\n"
                            "  assessment INTEGER,\n"
                            "  page INTEGER,\n"
                            "  revision INTEGER,\n"
                            "  subject TEXT,\n"
                            "  old TEXT,\n"
                            "  new TEXT,\n"
                            "  why TEXT,\n"
                            "  hash BLOB NOT NULL CHECK (length(hash) = 32)\n"
                            ") STRICT;\n"

                            "CREATE TABLE trail_head (\n"
                            "  id INTEGER PRIMARY KEY CHECK (id = 1),\n"
                            "  seq INTEGER NOT NULL,\n"
                            "  hash BLOB NOT NULL CHECK (length(hash) = 32)\n"
                            ") STRICT;\n"
                            "INSERT INTO trail_head (id, seq, hash) VALUES (1, 0, zeroblob(32));\n"

                            "CREATE TRIGGER trail_update BEFORE UPDATE ON trail BEGIN\n"
                            "  SELECT RAISE(ABORT, 'the trail is never changed');\n"
                            "END;\n"
                            "CREATE TRIGGER trail_delete BEFORE DELETE ON trail BEGIN\n"
                            "  SELECT RAISE(ABORT, 'the trail is never cut');\n"
                            "END;\n"
                            "CREATE TRIGGER trail_replace BEFORE INSERT ON trail\n"
                            "WHEN EXISTS (SELECT 1 FROM trail WHERE seq >= NEW.seq) BEGIN\n"
                            "  SELECT RAISE(ABORT, 'the trail only grows at its end');\n"
                            "END;\n"
                            "CREATE TRIGGER trail_head_delete BEFORE DELETE ON trail_head BEGIN\n"
                            "  SELECT RAISE(ABORT, 'the end of the trail is never deleted');\n"
                            "END;\n"
                            "CREATE TRIGGER trail_head_back BEFORE UPDATE ON trail_head\n"
                            "WHEN NEW.seq < OLD.seq BEGIN\n"
                            "  SELECT RAISE(ABORT, 'the trail never goes back');\n"
                            "END;\n";

bool trail_begin(struct store *s, struct error *err)
{
    static const struct store_trail_entry entry = {.who = "kusei", .action = "migrate"};
    struct chain c;
    char at[STORE_TIME_SIZE];
    bool good =
        chain_begin(&c, s, err) && store_now(at, err) && chain_add_everything(&c, at, &entry, err);
    return chain_end(&c, good, err);
}
