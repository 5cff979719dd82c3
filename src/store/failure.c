#include "store/failure.h"

#include <errno.h>
#include <string.h>

#include "text/i18n.h"

/* The system's error on one of the two files, 0 when there was none. */
static int file_error(sqlite3_file *file)
{
    int error = 0;
    if (file != NULL && file->pMethods != NULL) {
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error);
    }
    return error;
}

/* sqlite3_system_errno alone does not know an error of a COMMIT (SQLite 3.40);
 * the files themselves do. */
static int system_error_of(struct store *s)
{
    sqlite3_file *log = NULL, *main = NULL;
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &main);
    int error = file_error(log);
    if (error == 0) {
        error = file_error(main);
    }
    return error != 0 ? error : sqlite3_system_errno(s->db);
}

/* A quota or a size limit is, to the person, the same as a full disk. SQLite
 * calls only ENOSPC SQLITE_FULL and leaves the others as I/O errors. */
static bool is_no_room(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

static bool fail_for_room(struct store *s, struct error *err)
{
    return error_set(err,
                     _("%s: there is no room left on the disk. Nothing was changed; make room and "
                       "try again."),
                     s->path);
}

static bool fail_on_disk(struct store *s, int rc, struct error *err)
{
    int error = system_error_of(s);
    bool writing = rc == SQLITE_IOERR_WRITE || rc == SQLITE_IOERR_FSYNC ||
                   rc == SQLITE_IOERR_SHMSIZE || rc == SQLITE_IOERR_TRUNCATE;
    if (writing && is_no_room(error)) {
        return fail_for_room(s, err);
    }
    return error_set(err,
                     _("%s: the disk did not read or write as it should (%s). Nothing was changed; "
                       "have the disk checked, and keep a copy of the file."),
                     s->path, error != 0 ? strerror(error) : sqlite3_errstr(rc));
}

static bool fail_to_open(struct store *s, struct error *err)
{
    int error = sqlite3_system_errno(s->db);
    if (is_no_room(error)) {
        return fail_for_room(s, err);
    }
    return error_set(err,
                     _("%s cannot be opened (%s). Check the name, and that you may write in its "
                       "folder."),
                     s->path, error != 0 ? strerror(error) : sqlite3_errstr(SQLITE_CANTOPEN));
}

static bool fail_to_write(struct store *s, int rc, struct error *err)
{
    if (rc == SQLITE_READONLY_DIRECTORY) {
        return error_set(err,
                         _("%s: its folder cannot be written. Nothing was changed; ask whoever "
                           "keeps the folder to let you write there."),
                         s->path);
    }
    return error_set(err,
                     _("%s may only be read. Nothing was changed; ask whoever keeps the file to "
                       "let you write it."),
                     s->path);
}

bool store_fail(struct store *s, int rc, struct error *err)
{
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return error_set_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err,
                         _("%s is in use by another program and did not become free within %d "
                           "seconds. Nothing was changed; try again in a moment."),
                         s->path, STORE_PATIENCE);
    case SQLITE_FULL:
        return fail_for_room(s, err);
    case SQLITE_IOERR:
        if (rc == SQLITE_IOERR_NOMEM) {
            return error_set_memory(err);
        }
        return fail_on_disk(s, rc, err);
    case SQLITE_CANTOPEN:
        return fail_to_open(s, err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return fail_to_write(s, rc, err);
    case SQLITE_NOTADB:
        return error_set(
            err, _("%s is no database. It was left as it is; choose another file name."), s->path);
    case SQLITE_CORRUPT:
        return error_set(err,
                         _("%s is damaged (%s). Keep a copy of it, and go back to the last good "
                           "copy."),
                         s->path, sqlite3_errmsg(s->db));
    default:
        return error_set(err, _("%s: the database refused (%s). Nothing was changed."), s->path,
                         sqlite3_errmsg(s->db));
    }
}
