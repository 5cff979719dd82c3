#include "config.h"

#include "form/beside.h"

#include <unistd.h>

#include "text/buffer.h"

bool form_beside_exists(const struct form *form, const char *name)
{
    struct buffer path = BUFFER_INIT;
    bool there;

    buffer_append_format(&path, "%s/%s", form_dir(form), name);
    there = path.failed || access(path.data, F_OK) == 0;
    buffer_free(&path);
    return there;
}

static bool read_path(const struct form *form, const char *path,
                      bool (*take)(const struct form_reader *reader, xmlNode *root, void *to),
                      void *to, struct mistakes *mistakes, struct error *err)
{
    struct form lent = *form; /* the expressions look up its instances, and join its own */
    struct form_reader reader = {path, &lent, err, mistakes};
    xmlDoc *doc = form_xml_read(path, err);
    bool done = doc ? take(&reader, xmlDocGetRootElement(doc), to) : false;

    if (!done)
        form_go_on(&reader);
    xmlFreeDoc(doc);
    expressions_settle(lent.expressions);
    return done;
}

bool form_beside_read(const struct form *form, const char *name,
                      bool (*take)(const struct form_reader *reader, xmlNode *root, void *to),
                      void *to, struct error *err)
{
    return form_beside_read_all(form, name, take, to, NULL, err);
}

bool form_beside_read_all(const struct form *form, const char *name,
                          bool (*take)(const struct form_reader *reader, xmlNode *root, void *to),
                          void *to, struct mistakes *mistakes, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    struct error unheard;
    bool done;

    buffer_append_format(&path, "%s/%s", form_dir(form), name);
    if (path.failed)
        done = error_set_memory(err);
    else
        done = read_path(form, path.data, take, to, mistakes, err ? err : &unheard);
    buffer_free(&path);
    return done;
}
