/* libxml2 read in at its first call: for the program, whose first screen does not need it. */
#include "config.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIBXML_PLACES_ONLY
#include "text/i18n.h"
#include "xml/libxml2.h"

const struct libxml *libxml_there;

static const char *const names[] = {
#define LIBXML_NAME(name) #name,
    LIBXML_CALLS(LIBXML_NAME)
#undef LIBXML_NAME
};

enum { COUNT = sizeof(names) / sizeof(names[0]) };

_Static_assert(sizeof(struct libxml) == COUNT * sizeof(void *), "a place for each name");

/* libxml2 prints what nobody asked it for, over the screen of a person who is typing.
 * What matters comes back from each call. */
static void keep_silent(void *data, xmlErrorPtr error)
{
    (void)data;
    (void)error;
}

static bool refuse(struct error *err)
{
    const char *reason = dlerror();

    return error_set(
        err,
        _("%s cannot be read in (%s). Ask whoever looks after this machine to install the package "
          "it belongs to again."),
        LIBXML_FILE, reason ? reason : "?");
}

static bool find_places(void *library, struct libxml *places, struct error *err)
{
    for (size_t i = 0; i < COUNT; i++) {
        void *place = dlsym(library, names[i]);
        if (!place) {
            return refuse(err);
        }
        memcpy((char *)places + i * sizeof(place), &place, sizeof(place));
    }
    return true;
}

bool libxml_load(struct error *err)
{
    static struct libxml places;

    if (libxml_there) {
        return true;
    }
    void *library = dlopen(LIBXML_FILE, RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        return refuse(err);
    }
    if (!find_places(library, &places, err)) {
        dlclose(library);
        return false;
    }
    places.xmlSetStructuredErrorFunc(NULL, keep_silent);
    libxml_there = &places;
    return true;
}

const struct libxml *libxml_need(void)
{
    struct error err;

    if (!libxml_load(&err)) {
        fprintf(stderr, "kusei: %s\n", err.text);
        exit(2);
    }
    return libxml_there;
}
