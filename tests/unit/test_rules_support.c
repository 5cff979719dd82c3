#include "unit.h"

#include "test_rules_support.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/buffer.h"

struct rules *schema_read(const char *text, struct error *err)
{
    char path[] = "/tmp/kusei-rules-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    struct rules *rules = rules_read(path, err);
    unlink(path);
    return rules;
}

void run_schema(struct run_result *run, const char *schema, const char *document)
{
    struct error err = {""};
    memset(run, 0, sizeof *run);
    run->rules = schema_read(schema, &err);
    if (!run->rules)
        fail_msg("the schema is refused: %s", err.text);
    run->doc = xmlReadMemory(document, (int)strlen(document), NULL, NULL, XML_PARSE_NONET);
    assert_non_null(run->doc);
    if (!rules_check(run->rules, run->doc, NULL, 0, &run->found, &err))
        fail_msg("the schema cannot be run: %s", err.text);
}

void run_free(struct run_result *run)
{
    finding_list_free(&run->found);
    rules_free(run->rules);
    xmlFreeDoc(run->doc);
}

char *run_list(const struct run_result *run)
{
    struct buffer list = BUFFER_INIT;
    for (size_t i = 0; i < run->found.count; i++) {
        xmlChar *path = xmlGetNodePath(run->found.items[i].node);
        buffer_append_format(&list, "%s %s|", run->found.items[i].id, (const char *)path);
        xmlFree(path);
    }
    return buffer_take(&list);
}

void assert_found(const char *schema, const char *document, const char *expected)
{
    struct run_result run;
    run_schema(&run, schema, document);
    char *list = run_list(&run);
    assert_string_equal(list, expected);
    free(list);
    run_free(&run);
}

void assert_message(const char *schema, const char *document, const char *expected)
{
    struct run_result run;
    run_schema(&run, schema, document);
    assert_int_equal(run.found.count, 1);
    assert_string_equal(run.found.items[0].message[FORM_JA], expected);
    run_free(&run);
}
