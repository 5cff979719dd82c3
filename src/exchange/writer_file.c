#include "exchange/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/wording.h"
#include "text/i18n.h"

/* --- signals -------------------------------------------------------------------- */

struct errors_as_numbers {
    struct sigaction pipe, size;
};

/* A reader that went away, and a limit on the size of files, would end the
 * program without a word. */
static void ignore_write_signals(struct errors_as_numbers *before)
{
    struct sigaction ignore;

    memset(&ignore, 0, sizeof(ignore));
    ignore.sa_handler = SIG_IGN;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &before->pipe);
    sigaction(SIGXFSZ, &ignore, &before->size);
}

static void restore_write_signals(const struct errors_as_numbers *before)
{
    sigaction(SIGPIPE, &before->pipe, NULL);
    sigaction(SIGXFSZ, &before->size, NULL);
}

/* The signals that end a program wait until the temporary is gone. */
static void hold_signals(sigset_t *before)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, before);
}

/* --- bytes into a descriptor ---------------------------------------------------- */

static bool refuse_write(struct error *err, int number)
{
    switch (number) {
    case EPIPE:
        return error_set(err, _("The program that was to read it has ended."));
    case ENOSPC:
    case EDQUOT:
        return error_set(err, _("There is no room left on the disk. Make room and try again."));
    case EFBIG:
        return error_set(
            err, _("The file would be larger than is allowed here. Write it to another place."));
    default:
        return error_set(err, _("This could not be written: %s."), strerror(number));
    }
}

/* EAGAIN: standard output was left in non-blocking mode by another program. */
static bool wait_for_room(int fd, int number)
{
    struct pollfd wait = {.fd = fd, .events = POLLOUT};

    if (number == EINTR)
        return true;
    if (number != EAGAIN && number != EWOULDBLOCK)
        return false;
    return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

static bool put_bytes(int fd, const char *bytes, size_t size, struct error *err)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);

        if (put < 0 && !wait_for_room(fd, errno))
            return refuse_write(err, errno);
        if (put > 0) {
            bytes += put;
            size -= (size_t)put;
        }
    }
    return true;
}

/* --- a new file in the place of another ------------------------------------------ */

struct target {
    char path[PATH_MAX];   /* of the file itself, not of a link to it */
    char folder[PATH_MAX]; /* that it stands in */
    char temporary[PATH_MAX];
    bool exists;
    struct stat before; /* where it exists */
};

static bool refuse_open(struct error *err, const struct target *t, int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
        return error_set(err,
                         _("The folder %s may not be written to. Choose another, or ask for the "
                           "right to write there."),
                         t->folder);
    case ENOENT:
    case ENOTDIR:
        return error_set(err, _("There is no folder %s. Make it, or choose another."), t->folder);
    default:
        return refuse_write(err, number);
    }
}

static bool refuse_long(struct error *err)
{
    return error_set(err, _("The path is too long. Choose a shorter one."));
}

/* The path behind a symbolic link; a path that is none, or is not there, as it is. */
static bool resolve(struct target *t, const char *path, struct error *err)
{
    struct stat link;

    if (strlen(path) >= sizeof(t->path))
        return refuse_long(err);
    memcpy(t->path, path, strlen(path) + 1);
    if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode))
        return true;
    if (realpath(path, t->path) != NULL)
        return true;
    return error_set(
        err, _("This is a link to a place that cannot be reached: %s. Choose another path."),
        strerror(errno));
}

static bool split(struct target *t, struct error *err)
{
    const char *slash = strrchr(t->path, '/');
    int length;

    if (slash == NULL)
        t->folder[0] = '.'; /* calloc put the NUL behind it */
    else if (slash == t->path)
        t->folder[0] = '/';
    else
        memcpy(t->folder, t->path, (size_t)(slash - t->path));
    length = snprintf(t->temporary, sizeof(t->temporary), "%s/.kusei-%ld-XX.tmp", t->folder,
                      (long)getpid());
    return length < (int)sizeof(t->temporary) || refuse_long(err);
}

static bool examine(struct target *t, const char *path, struct error *err)
{
    size_t length = strlen(path);

    if (length == 0)
        return error_set(err, _("The path is empty. Give the path of a file."));
    if (!resolve(t, path, err) || !split(t, err))
        return false;
    t->exists = stat(t->path, &t->before) == 0;
    if (!t->exists && errno == ENAMETOOLONG)
        return refuse_long(err);
    if ((t->exists && S_ISDIR(t->before.st_mode)) || (!t->exists && path[length - 1] == '/'))
        return error_set(err, _("This is a folder. Give the path of a file in it."));
    /* rename() does not ask; but a file that was made read-only was meant to stay. */
    if (t->exists && faccessat(AT_FDCWD, t->path, W_OK, AT_EACCESS) != 0)
        return error_set(err,
                         _("The file is write-protected. Choose another, or make it writable."));
    return true;
}

/* A name that nobody has: O_EXCL follows no link and takes no file that is there. */
static int open_temporary(struct target *t)
{
    char *number = t->temporary + strlen(t->temporary) - strlen("XX.tmp");
    int fd = -1;

    for (int i = 0; i < 100 && fd < 0; i++) {
        number[0] = (char)('0' + i / 10);
        number[1] = (char)('0' + i % 10);
        fd = open(t->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    return fd;
}

/* Whoever replaces a file of somebody else's may not be allowed to give it to
 * them; then at least nobody is to get more of it than they had. */
static bool keep_mode(int fd, const struct target *t)
{
    mode_t mode = t->before.st_mode & 0777;
    struct stat now;

    if (!t->exists)
        return true;
    if (fstat(fd, &now) != 0)
        return false;
    if ((now.st_uid != t->before.st_uid || now.st_gid != t->before.st_gid) &&
        fchown(fd, t->before.st_uid, t->before.st_gid) != 0)
        mode &= 0707;
    return fchmod(fd, mode) == 0;
}

static bool fill(int fd, const struct target *t, const char *bytes, size_t size, struct error *err)
{
    bool ok = keep_mode(fd, t) || refuse_write(err, errno);

    ok = ok && put_bytes(fd, bytes, size, err);
    if (ok && fsync(fd) != 0)
        ok = refuse_write(err, errno);
    if (close(fd) != 0 && ok)
        ok = refuse_write(err, errno);
    return ok;
}

/* The new name is on the disk only when the folder is. A folder that may be
 * written but not read cannot be opened for that, and some file systems know no
 * such thing: then the name comes with the next write-out. */
static bool sync_folder(const struct target *t, struct error *err)
{
    int fd = open(t->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd < 0 || fsync(fd) == 0 || errno != EIO;

    if (!ok)
        error_set(
            err,
            _("This was written, but the disk reports a fault. Write it to another disk as well."));
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool put_in_place(struct target *t, const char *bytes, size_t size, struct error *err)
{
    int fd = open_temporary(t);

    if (fd < 0)
        return refuse_open(err, t, errno);
    if (fill(fd, t, bytes, size, err)) {
        if (rename(t->temporary, t->path) == 0)
            return sync_folder(t, err);
        refuse_write(err, errno);
    }
    unlink(t->temporary);
    return false;
}

static bool replace(struct target *t, const char *bytes, size_t size, struct error *err)
{
    sigset_t before;
    bool ok;

    hold_signals(&before);
    ok = put_in_place(t, bytes, size, err);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}

/* /dev/null, /dev/stdout, a named pipe: there is nothing to replace. */
static bool write_into(const struct target *t, const char *bytes, size_t size, struct error *err)
{
    int fd = open(t->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    bool ok;

    if (fd < 0)
        return refuse_write(err, errno);
    ok = put_bytes(fd, bytes, size, err);
    if (close(fd) != 0 && ok)
        ok = refuse_write(err, errno);
    return ok;
}

static bool write_target(const char *path, const char *bytes, size_t size, struct error *err)
{
    struct target *t = calloc(1, sizeof(*t));
    bool ok = false;

    if (t == NULL)
        return error_set_memory(err);
    if (examine(t, path, err)) {
        if (t->exists && !S_ISREG(t->before.st_mode))
            ok = write_into(t, bytes, size, err);
        else
            ok = replace(t, bytes, size, err);
    }
    free(t);
    return ok;
}

bool writer_write_file(const char *path, const char *bytes, size_t size, struct error *err)
{
    bool is_stdout = path == NULL || strcmp(path, "-") == 0;
    struct errors_as_numbers before;
    bool ok;

    ignore_write_signals(&before);
    if (is_stdout) /* what was printed before comes before */
        ok = (fflush(stdout) == 0 || refuse_write(err, errno)) &&
             put_bytes(STDOUT_FILENO, bytes, size, err);
    else
        ok = write_target(path, bytes, size, err);
    restore_write_signals(&before);
    if (ok)
        return true;
    return wording_prefix(err, is_stdout ? _("standard output") : path);
}
