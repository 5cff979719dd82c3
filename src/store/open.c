#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/canonical.h"
#include "store/connection.h"
#include "store/failure.h"
#include "store/migrate.h"
#include "store/persons.h"
#include "store/schema.h"
#include "store/store.h"
#include "text/i18n.h"

/* --- the file and its folders ---------------------------------------------- */

/* Makes the folders in front of the file's name that are missing. */
static bool make_folders(const char *path, struct error *err)
{
    char *folder = strdup(path);
    if (folder == NULL) {
        return error_set_memory(err);
    }
    bool good = true;
    for (char *slash = strchr(folder + 1, '/'); good && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        struct stat st;
        /* Looked at first, as mkdir of a folder that is there may be refused
         * for other reasons (a file system that is read-only). */
        if (stat(folder, &st) != 0 && mkdir(folder, 0700) != 0 && errno != EEXIST) {
            good =
                error_set(err,
                          _("The folder %s cannot be made (%s). Check the name, and that you may "
                            "write where it should be."),
                          folder, strerror(errno));
        }
        *slash = '/';
    }
    free(folder);
    return good;
}

/* Makes the empty file before SQLite does, which would let others read it. The
 * descriptor is closed at once, and only that of a file that was not there
 * before: closing one of a database in use would drop this process's locks on
 * it (POSIX record locks go with any descriptor of the file). */
static bool make_file(const char *path, struct error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return true;
    }
    return errno == EEXIST ||
           error_set(err,
                     _("%s cannot be made (%s). Check the name, and that you may write in its "
                       "folder."),
                     path, strerror(errno));
}

/* Before anything is opened: there, and a file. */
static bool check_path(const char *path, bool create, struct error *err)
{
    struct stat st;
    if (stat(path, &st) == 0) {
        return S_ISREG(st.st_mode) ||
               error_set(err, _("%s is not a file. Choose another name for the database."), path);
    }
    if (errno != ENOENT) {
        return error_set(err,
                         _("%s cannot be reached (%s). Check the name, and that you may enter its "
                           "folder."),
                         path, strerror(errno));
    }
    if (!create || path[0] == '\0') {
        return error_set(err, _("There is no file %s. Check the name of the database."), path);
    }
    return make_folders(path, err) && make_file(path, err);
}

/* --- whose file it is -------------------------------------------------------- */

/* The parts of a database's first page that say so; offsets as in
 * https://www.sqlite.org/fileformat2.html, sections 1.3 and 1.6. */
enum { LOOK_SIZE = 108, LOOK_VERSION = 60, LOOK_APPLICATION = 68, LOOK_TREE = 100 };

static unsigned long big_endian(const unsigned char *p)
{
    return (unsigned long)p[0] << 24 | (unsigned long)p[1] << 16 | (unsigned long)p[2] << 8 | p[3];
}

/* The table of tables is one leaf with no row in it. */
static bool has_no_tables(const unsigned char *page)
{
    const unsigned char *tree = page + LOOK_TREE;
    return tree[0] == 0x0d && tree[3] == 0 && tree[4] == 0;
}

/* Tables may also stand in a write-ahead log that is not yet in the file. */
static bool has_log(struct store *s)
{
    const char *log = sqlite3_filename_wal(sqlite3_db_filename(s->db, "main"));
    struct stat st;
    return log != NULL && stat(log, &st) == 0 && st.st_size > 0;
}

static bool refuse_foreign(struct store *s, struct error *err)
{
    return error_set(err,
                     _("%s is a database of another program. It was left as it is; choose another "
                       "file name."),
                     s->path);
}

static bool judge_header(struct store *s, const unsigned char *page, struct error *err)
{
    static const char magic[16] = "SQLite format 3";
    if (memcmp(page, magic, sizeof magic) != 0) {
        return store_fail(s, SQLITE_NOTADB, err);
    }
    unsigned long application = big_endian(page + LOOK_APPLICATION);
    if (application != STORE_APPLICATION_ID &&
        (application != 0 || !has_no_tables(page) || has_log(s))) {
        return refuse_foreign(s, err);
    }
    int known;
    store_schema_steps(&known);
    int version = (int)big_endian(page + LOOK_VERSION);
    return (version >= 0 && version <= known) || store_refuse_version(s, version, known, err);
}

/* Reads the first bytes with SQLite's own file handle, which has taken no lock
 * and opened no log yet: what is refused here stays as it is to the byte, and
 * nothing is left beside it. */
static bool check_owner(struct store *s, struct error *err)
{
    sqlite3_file *file = NULL;
    int rc = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    sqlite3_int64 size = 0;
    unsigned char page[LOOK_SIZE];
    if (rc == SQLITE_OK) {
        rc = file->pMethods->xFileSize(file, &size);
    }
    if (rc == SQLITE_OK && size == 0) {
        return true; /* fresh */
    }
    if (rc == SQLITE_OK) {
        rc = file->pMethods->xRead(file, page, LOOK_SIZE, 0);
    }
    if (rc == SQLITE_IOERR_SHORT_READ) {
        rc = SQLITE_NOTADB;
    }
    return rc == SQLITE_OK ? judge_header(s, page, err) : store_fail(s, rc, err);
}

/* --- the connection ------------------------------------------------------------ */

/* The file is shared by several people on one host; it may have been changed
 * by hand. So nothing in its schema is trusted, and none of it can be written
 * over through SQL by accident. */
static bool configure(struct store *s, struct error *err)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},         {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},     {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},     {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        int rc = sqlite3_db_config(s->db, options[i].option, options[i].value, NULL);
        if (rc != SQLITE_OK) {
            return store_fail(s, rc, err);
        }
    }
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(s->db, STORE_PATIENCE * 1000);
    return true;
}

/* Under the lock, so that both answers are of the same moment. */
static bool claim_fresh(struct store *s, struct error *err)
{
    int64_t application, tables;
    if (!store_number(s, err, &application, "PRAGMA application_id", "") ||
        !store_number(s, err, &tables, "SELECT count(*) FROM sqlite_schema", "")) {
        return false;
    }
    if (application == STORE_APPLICATION_ID) {
        return true; /* another process was first */
    }
    if (application != 0 || tables != 0) {
        return refuse_foreign(s, err);
    }
    char sql[48]; /* a pragma takes no parameters */
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d", STORE_APPLICATION_ID);
    return store_exec(s, sql, err);
}

/* Takes a fresh file for this program. That stands in the file itself before
 * there is a log (see check_owner). */
static bool claim(struct store *s, struct error *err)
{
    int64_t application;
    if (!store_number(s, err, &application, "PRAGMA application_id", "")) {
        return false;
    }
    if (application == STORE_APPLICATION_ID) {
        return true;
    }
    if (!store_begin(s, err)) {
        return false;
    }
    if (!claim_fresh(s, err)) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* SQLite does not wait for the lock when two processes change to the log at
 * once; so this does. */
static int step_patiently(sqlite3_stmt *q)
{
    int64_t end = milliseconds() + STORE_PATIENCE * 1000;
    int rc = sqlite3_step(q);
    while ((rc & 0xff) == SQLITE_BUSY && milliseconds() < end) {
        sqlite3_reset(q);
        sqlite3_sleep(5);
        rc = sqlite3_step(q);
    }
    return rc;
}

/* Write-ahead logging needs memory shared between processes, which a network
 * file system has not. */
static bool use_log(struct store *s, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s, "PRAGMA journal_mode = WAL", err);
    int rc = q == NULL ? SQLITE_OK : step_patiently(q);
    const char *mode = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : NULL;
    bool on = mode != NULL && strcmp(mode, "wal") == 0;
    if (!store_finish(s, q, rc, err)) {
        return false;
    }
    return on || error_set(err,
                           _("%s is on a file system that several programs cannot share safely. "
                             "Keep the database on a disk of this machine."),
                           s->path);
}

static bool prepare_tables(struct store *s, struct error *err)
{
    int known;
    const struct store_step *steps = store_schema_steps(&known);
    return claim(s, err) && use_log(s, err) &&
           store_exec(s,
                      "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;"
                      "PRAGMA temp_store = MEMORY",
                      err) &&
           store_migrate(s, steps, known, err);
}

/* Last of all: a change of the settings would make SQLite prepare it anew when
 * it is needed. */
static bool prepare_rollback(struct store *s, struct error *err)
{
    s->rollback = store_prepare(s, "ROLLBACK", err);
    return s->rollback != NULL;
}

/* SQLite gives names like ":memory:" and "file:x?mode=ro" a meaning of their
 * own; with a folder in front they are names of files. */
static char *plain_name(const char *path)
{
    const char *folder = path[0] == '/' ? "" : "./";
    size_t size = strlen(folder) + strlen(path) + 1;
    char *name = malloc(size);
    if (name != NULL) {
        snprintf(name, size, "%s%s", folder, path);
    }
    return name;
}

/* Without locks between threads, and a count of its memory that nobody asks for, every
 * call of SQLite is quicker. What is at work already cannot be set any more, and has been. */
static void leave_out_locks(void)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool connect_file(struct store *s, struct error *err)
{
    char *name = plain_name(s->path);
    if (name == NULL) {
        return error_set_memory(err);
    }
    leave_out_locks();
    /* Not SQLITE_OPEN_NOFOLLOW: it refuses a link anywhere in the path, and a
     * ward may well have linked its data folder to another disk. SQLite follows
     * the links once and keeps its log beside the real file. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int rc = sqlite3_open_v2(name, &s->db, flags, NULL);
    free(name);
    if (rc == SQLITE_OK) {
        rc = canonical_register(s->db);
    }
    if (rc != SQLITE_OK) {
        return store_fail(s, rc, err);
    }
    /* SQLite opens a file it may not write for reading only. */
    return sqlite3_db_readonly(s->db, "main") != 1 || store_fail(s, SQLITE_READONLY, err);
}

/* A file that was refused is not tidied up either. */
static void leave_untouched(struct store *s)
{
    if (s->db != NULL) {
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
}

struct store *store_open(const char *path, bool create, struct error *err)
{
    if (!check_path(path, create, err)) {
        return NULL;
    }
    struct store *s = calloc(1, sizeof *s);
    if (s == NULL || (s->path = strdup(path)) == NULL) {
        free(s);
        error_set_memory(err);
        return NULL;
    }
    if (!connect_file(s, err) || !configure(s, err) || !check_owner(s, err) ||
        !prepare_tables(s, err) || !prepare_rollback(s, err)) {
        leave_untouched(s);
        store_close(s);
        return NULL;
    }
    return s;
}

/* SQLite sets so many pages aside when it opens the file. What one transaction writes stays
 * in memory all the same until it is committed, so that nothing is written twice. */
bool store_keep_little(struct store *s, struct error *err)
{
    return store_exec(s, "PRAGMA cache_size = 20; PRAGMA cache_spill = OFF", err);
}

void store_close(struct store *s)
{
    if (s == NULL) {
        return;
    }
    store_persons_free(s);
    sqlite3_finalize(s->rollback);
    sqlite3_close(s->db);
    free(s->path);
    free(s);
}

const char *store_path(const struct store *s)
{
    return s->path;
}
