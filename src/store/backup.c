#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/connection.h"
#include "store/failure.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* How often a source that is locked is tried again, and how long it is waited for between. */
enum { ATTEMPTS = 100, WAIT_MS = 50 };

struct copying {
    struct store *s;
    const char *path;
    char *temporary; /* beside path; NULL until it is there */
    sqlite3 *db;     /* the copy */
    struct store_trail_head *head;
    struct error *err;
};

static bool fail(const struct copying *c, const char *reason)
{
    return error_set(c->err, _("%s: the backup could not be written (%s); nothing was changed."),
                     c->path, reason);
}

/* --- the file -------------------------------------------------------------------------- */

static bool check_target(const struct copying *c)
{
    struct stat there, own;
    if (strcmp(c->path, "-") == 0)
        return error_set(c->err, _("A backup is a file: give its name."));
    if (stat(c->path, &there) != 0)
        return errno == ENOENT || fail(c, strerror(errno));
    if (stat(store_path(c->s), &own) == 0 && own.st_dev == there.st_dev &&
        own.st_ino == there.st_ino)
        return error_set(c->err, _("%s is the database itself. Give the backup another name."),
                         c->path);
    if (!S_ISREG(there.st_mode))
        return error_set(c->err, _("%s is no file. Give the backup a file's name."), c->path);
    return true;
}

static bool make_temporary(struct copying *c)
{
    struct buffer name = BUFFER_INIT;
    buffer_append_format(&name, "%s.XXXXXX", c->path);
    c->temporary = buffer_take(&name);
    int file = c->temporary == NULL ? -1 : mkstemp(c->temporary);
    if (c->temporary == NULL)
        return error_set_memory(c->err);
    if (file >= 0) {
        close(file);
        return true;
    }
    int reason = errno;
    free(c->temporary);
    c->temporary = NULL;
    return fail(c, strerror(reason));
}

static bool sync_path(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    bool good = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return good;
}

/* In the place of what was there, and on the disk. */
static bool put_in_place(struct copying *c)
{
    if (!sync_path(c->temporary, O_RDONLY) || rename(c->temporary, c->path) != 0)
        return fail(c, strerror(errno));
    free(c->temporary);
    c->temporary = NULL;
    char *folder = strdup(c->path);
    if (folder == NULL)
        return error_set_memory(c->err);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder] = '\0';
    /* Some systems cannot sync a folder; the file itself is there. */
    sync_path(slash == NULL ? "." : folder, O_RDONLY | O_DIRECTORY);
    free(folder);
    return true;
}

/* --- what is in it ------------------------------------------------------------------------- */

static bool fail_copy(const struct copying *c, int rc)
{
    if (rc == SQLITE_NOMEM)
        return error_set_memory(c->err);
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        return store_fail(c->s, rc, c->err);
    if (rc == SQLITE_FULL)
        return fail(c, strerror(ENOSPC));
    int reason = sqlite3_system_errno(c->db);
    return fail(c, reason != 0 ? strerror(reason) : sqlite3_errmsg(c->db));
}

static bool copy_pages(const struct copying *c)
{
    sqlite3_backup *backup = sqlite3_backup_init(c->db, "main", c->s->db, "main");
    int rc = backup == NULL ? sqlite3_errcode(c->db) : SQLITE_BUSY;
    for (int i = 0; i < ATTEMPTS && (rc == SQLITE_BUSY || rc == SQLITE_LOCKED); i++) {
        if (i > 0)
            sqlite3_sleep(WAIT_MS);
        rc = sqlite3_backup_step(backup, -1); /* all at once: one moment */
    }
    int end = backup == NULL ? rc : sqlite3_backup_finish(backup);
    if (rc == SQLITE_DONE && end == SQLITE_OK)
        return true;
    return fail_copy(c, rc == SQLITE_DONE ? end : rc);
}

enum { VERDICT = 300 };

/* A page that could not be read for want of memory counts as damaged there: error code 7. */
static bool fail_check(const struct copying *c, const char *verdict)
{
    char no_memory[32];
    const char *line = strchr(verdict, '\n'); /* behind "*** in database main ***" */
    snprintf(no_memory, sizeof no_memory, "error code=%d", SQLITE_NOMEM);
    if (strstr(verdict, no_memory) != NULL)
        return error_set_memory(c->err);
    return error_set(c->err,
                     _("%s: the copy is not sound (%s), and was not kept. Have the disk checked, "
                       "and try again."),
                     c->path, line == NULL ? verdict : line + 1);
}

static int take_verdict(void *verdict, int count, char **texts, char **names)
{
    (void)names;
    snprintf(verdict, VERDICT, "%s", count == 1 && texts[0] != NULL ? texts[0] : "");
    return 0;
}

static bool read_head(const struct copying *c)
{
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(c->db, "SELECT seq, hash FROM trail_head", -1, &q, NULL);
    bool there = rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW &&
                 sqlite3_column_bytes(q, 1) == STORE_HASH_SIZE;
    if (there) {
        c->head->seq = sqlite3_column_int64(q, 0);
        memcpy(c->head->hash, sqlite3_column_blob(q, 1), STORE_HASH_SIZE);
    }
    sqlite3_finalize(q);
    return there || fail_copy(c, sqlite3_errcode(c->db));
}

/* One file, which says so itself, and which can be read from one end to the other. */
static bool check_copy(const struct copying *c)
{
    char verdict[VERDICT] = "";
    int rc = sqlite3_exec(c->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->db, "PRAGMA quick_check(1)", take_verdict, verdict, NULL);
    if (rc != SQLITE_OK)
        return fail_copy(c, rc);
    return strcmp(verdict, "ok") == 0 ? read_head(c) : fail_check(c, verdict);
}

static bool copy(struct copying *c)
{
    int rc =
        sqlite3_open_v2(c->temporary, &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    bool good = rc == SQLITE_OK ? copy_pages(c) && check_copy(c)
                : c->db == NULL ? error_set_memory(c->err)
                                : fail_copy(c, rc);
    sqlite3_close(c->db);
    return good;
}

bool store_backup(struct store *s, const char *path, struct store_trail_head *head,
                  struct error *err)
{
    struct copying c = {.s = s, .path = path, .head = head, .err = err};
    bool good = check_target(&c) && make_temporary(&c) && copy(&c) && put_in_place(&c);
    if (c.temporary != NULL)
        unlink(c.temporary);
    free(c.temporary);
    return good;
}
