/* kusei backup FILE */
#include "config.h"

#include "command/subcommands.h"

#include <signal.h>
#include <stdio.h>

#include "store/backup.h"
#include "text/i18n.h"

int command_backup(struct context *c, int count, char **arguments)
{
    struct error err;
    struct store_trail_head head;
    char hex[STORE_HASH_HEX];
    if (count != 1)
        return context_usage(_("\"kusei backup\" needs the name of a file."));
    if (!context_need_store(c, false))
        return STATUS_FAILED;
    /* Where the disk or a quota is full, there is a sentence for it. */
    signal(SIGXFSZ, SIG_IGN);
    if (!store_backup(c->store, arguments[0], &head, &err))
        return context_fail(&err);
    store_hash_hex(head.hash, hex);
    printf(_("%s: written. The head of its trail is %lld:%s"), arguments[0], (long long)head.seq,
           hex);
    putchar('\n');
    return STATUS_DONE;
}
