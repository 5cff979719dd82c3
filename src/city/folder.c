#include "config.h"

#include "city/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/i18n.h"

/* --- beginning ---------------------------------------------------------------------------- */

static bool is_empty(const char *path)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;
    bool empty = dir != NULL;
    while (empty && (entry = readdir(dir)) != NULL)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (dir != NULL)
        closedir(dir);
    return empty;
}

static bool check_place(const char *path, struct error *err)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT || error_set(err, "%s: %s", path, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return error_set(err, _("%s is there already and is no folder. Name another one."), path);
    return is_empty(path) ||
           error_set(
               err,
               _("%s is there already and is not empty. Nothing in it was changed; name a new "
                 "folder, or empty this one."),
               path);
}

bool folder_begin(struct folder *f, const char *path, struct error *err)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    *f = (struct folder){.path = strndup(path, size)};
    if (f->path == NULL)
        return error_set_memory(err);
    if (!check_place(f->path, err))
        return false;
    if (asprintf(&f->making, "%s.new-XXXXXX", f->path) < 0) {
        f->making = NULL;
        return error_set_memory(err);
    }
    if (mkdtemp(f->making) != NULL)
        return true;
    error_set(err, _("The folder %s cannot be made: %s."), f->path, strerror(errno));
    free(f->making);
    f->making = NULL;
    return false;
}

/* --- files ---------------------------------------------------------------------------------- */

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, bytes, size);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            bytes += done;
            size -= (size_t)done;
        }
    }
    return true;
}

/* The folder that the name has before it. */
static bool make_parent(const char *path, const char *name)
{
    const char *slash = strrchr(name, '/');
    if (slash == NULL)
        return true;
    char *parent = strndup(path, strlen(path) - strlen(slash));
    bool good = parent != NULL && (mkdir(parent, 0777) == 0 || errno == EEXIST);
    free(parent);
    return good;
}

bool folder_put(struct folder *f, const char *name, const char *bytes, size_t size,
                struct error *err)
{
    char *path;
    if (asprintf(&path, "%s/%s", f->making, name) < 0)
        return error_set_memory(err);
    bool good = make_parent(path, name);
    int fd = good ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
    good = fd >= 0 && write_all(fd, bytes, size) && fsync(fd) == 0;
    int number = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        number = errno;
    }
    free(path);
    return good ||
           error_set(err, _("%s/%s cannot be written: %s."), f->path, name, strerror(number));
}

/* --- the end ---------------------------------------------------------------------------------- */

/* mkdtemp let nobody else in; now it is as any folder of theirs. */
static bool open_to_others(const char *path)
{
    mode_t mask = umask(0);
    umask(mask);
    return chmod(path, 0777 & ~mask) == 0;
}

bool folder_finish(struct folder *f, struct error *err)
{
    if (!open_to_others(f->making) || rename(f->making, f->path) != 0)
        return error_set(err, _("%s could not be put in its place: %s."), f->path, strerror(errno));
    free(f->making);
    f->making = NULL;
    return true;
}

static int take_away(const char *path, const struct stat *st, int kind, struct FTW *place)
{
    (void)st;
    (void)kind;
    (void)place;
    return remove(path);
}

void folder_close(struct folder *f)
{
    if (f->making != NULL)
        nftw(f->making, take_away, 8, FTW_DEPTH | FTW_PHYS);
    free(f->making);
    free(f->path);
    *f = (struct folder){NULL, NULL};
}
