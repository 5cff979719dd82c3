/* Output gathered in memory. */
#include "config.h"

#include "terminal/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PIECE = 16384 }; /* bytes sent at a time; hardly any picture has more */

struct frame {
    int terminal;
    int error;        /* standard error as it was; -1: it is the terminal's own */
    off_t sent;       /* of what was gathered since it was last begun anew */
    const char *seen; /* the first PIECE bytes of the memory */
    char bytes[PIECE];
};

static int duplicate(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

/* Standard output becomes the memory. */
static bool gather(struct frame *f)
{
#ifdef HAVE_MEMFD_CREATE
    int memory = memfd_create("screen", MFD_CLOEXEC);
    bool good = memory >= 0 && ftruncate(memory, PIECE) == 0;
    void *seen = good ? mmap(NULL, PIECE, PROT_READ, MAP_SHARED, memory, 0) : MAP_FAILED;

    good = seen != MAP_FAILED && dup2(memory, STDOUT_FILENO) >= 0;
    if (!good && seen != MAP_FAILED) {
        munmap(seen, PIECE);
    }
    if (memory >= 0) {
        close(memory);
    }
    f->seen = seen;
    return good;
#else
    (void)f;
    return false;
#endif
}

static void give_back(int *saved, int fd)
{
    if (*saved >= 0) {
        dup2(*saved, fd);
        close(*saved);
        *saved = -1;
    }
}

/* Standard error becomes the terminal's. */
static bool lend_error(struct frame *f)
{
    if (isatty(STDERR_FILENO)) {
        return true;
    }
    f->error = duplicate(STDERR_FILENO);
    return f->error >= 0 && dup2(f->terminal, STDERR_FILENO) >= 0;
}

struct frame *frame_start(void)
{
    struct frame *f = malloc(sizeof(*f));

    if (!f) {
        return NULL;
    }
    f->error = -1;
    f->sent = 0;
    f->terminal = duplicate(STDOUT_FILENO);
    if (f->terminal < 0 || !lend_error(f) || !gather(f)) {
        give_back(&f->error, STDERR_FILENO);
        give_back(&f->terminal, STDOUT_FILENO);
        free(f);
        return NULL;
    }
    return f;
}

int frame_terminal(const struct frame *f)
{
    return f ? f->terminal : STDOUT_FILENO;
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR && errno != EAGAIN) {
            return false; /* the line is cut, and the next read says so */
        }
        bytes += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* What was gathered up to there and not sent, piece by piece. */
static void send_pieces(struct frame *f, off_t end)
{
    while (f->sent < end) {
        size_t wanted = end - f->sent < PIECE ? (size_t)(end - f->sent) : PIECE;
        ssize_t n = pread(STDOUT_FILENO, f->bytes, wanted, f->sent);
        if (n <= 0 || !write_all(f->terminal, f->bytes, (size_t)n)) {
            break;
        }
        f->sent += n;
    }
}

void frame_send(struct frame *f)
{
    off_t end = f ? lseek(STDOUT_FILENO, 0, SEEK_CUR) : 0;

    if (!f || end <= f->sent) {
        return;
    }
    if (end <= PIECE) {
        write_all(f->terminal, f->seen + f->sent, (size_t)(end - f->sent));
    } else {
        send_pieces(f, end);
    }
    f->sent = end;
    if (end > PIECE / 2) { /* begun anew only now and then: it is one call more */
        lseek(STDOUT_FILENO, 0, SEEK_SET);
        f->sent = 0;
    }
}

void frame_write(const struct frame *f, const char *bytes, size_t size)
{
    write_all(frame_terminal(f), bytes, size);
}

void frame_stop(struct frame *f)
{
    if (f) {
        frame_send(f);
        give_back(&f->error, STDERR_FILENO);
        give_back(&f->terminal, STDOUT_FILENO);
        munmap((void *)f->seen, PIECE);
        free(f);
    }
}
