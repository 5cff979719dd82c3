#include "exchange/quiet.h"
#include "xml/libxml2.h"

static void say_nothing(void *data, xmlErrorPtr error)
{
    (void)data;
    (void)error;
}

void quiet_begin(struct quiet *q)
{
    q->before = xmlStructuredError;
    q->context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, say_nothing);
}

void quiet_end(const struct quiet *q)
{
    xmlSetStructuredErrorFunc(q->context, q->before);
    xmlResetLastError();
}
