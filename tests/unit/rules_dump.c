/*
 * What the rules find in a document, one finding a line, for the tests that
 * hold it against another engine: id, severity, XPath of the subject, the
 * message and the remedy in Japanese and in English, and the XPaths of the
 * operands with "|" before each, between tabs. Of an operand in another document
 * there is only its name: the other engine knows no more of it.
 *
 *     rules_dump RULES FILE [LAST-YEAR]
 *     rules_dump --time RULES FILE   the medians of reading and of checking, in microseconds
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rules/rules.h"

enum { RUNS = 51 };

static const char *const severities[] = {
    [RULES_ERROR] = "error", [RULES_WARNING] = "warning", [RULES_INFO] = "info"};

static void print_path(const char *before, const xmlNode *node)
{
    xmlChar *path = xmlGetNodePath(node);
    printf("%s%s", before, (const char *)path);
    xmlFree(path);
}

static void print_operand(const xmlDoc *doc, const xmlNode *node)
{
    bool attribute = node->type == XML_ATTRIBUTE_NODE;
    if (node->doc == doc)
        print_path("|", node);
    else if (attribute)
        printf("|/%s/@%s", (const char *)node->parent->name, (const char *)node->name);
    else
        printf("|/%s", (const char *)node->name);
}

static int dump(const struct rules *rules, const char *file, const char *last_year)
{
    struct error err;
    struct finding_list found = {0};
    xmlDoc *doc = xmlReadFile(file, NULL, XML_PARSE_NONET);
    struct rules_document other = {"last-year.xml", NULL};
    if (last_year)
        other.doc = xmlReadFile(last_year, NULL, XML_PARSE_NONET);
    bool good = doc && rules_check(rules, doc, &other, other.doc ? 1 : 0, &found, &err);
    if (!good)
        fprintf(stderr, "rules_dump: %s: %s\n", file, doc ? err.text : "cannot be read");
    for (size_t i = 0; i < found.count; i++) {
        const struct finding *f = &found.items[i];
        printf("%s\t%s\t", f->id, severities[f->severity]);
        print_path("", f->node);
        printf("\t%s\t%s\t%s\t%s\t", f->message[FORM_JA], f->message[FORM_EN],
               f->remedy[FORM_JA] ? f->remedy[FORM_JA] : "",
               f->remedy[FORM_EN] ? f->remedy[FORM_EN] : "");
        for (size_t k = 0; k < f->operand_count; k++)
            print_operand(doc, f->operands[k]);
        putchar('\n');
    }
    finding_list_free(&found);
    xmlFreeDoc(doc);
    xmlFreeDoc(other.doc);
    return good ? 0 : 2;
}

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static int measure(const char *rules_file, const char *file)
{
    double reading[RUNS], checking[RUNS];
    struct error err;
    xmlDoc *doc = xmlReadFile(file, NULL, XML_PARSE_NONET);
    for (int i = 0; doc && i < RUNS; i++) {
        struct finding_list found = {0};
        double start = microseconds();
        struct rules *rules = rules_read(rules_file, &err);
        double middle = microseconds();
        bool good = rules && rules_check(rules, doc, NULL, 0, &found, &err);
        reading[i] = middle - start;
        checking[i] = microseconds() - middle;
        finding_list_free(&found);
        rules_free(rules);
        if (!good)
            return 2;
    }
    xmlFreeDoc(doc);
    qsort(reading, RUNS, sizeof *reading, compare_doubles);
    qsort(checking, RUNS, sizeof *checking, compare_doubles);
    printf("read %.0f check %.0f\n", reading[RUNS / 2], checking[RUNS / 2]);
    return doc ? 0 : 2;
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc == 4 && strcmp(argv[1], "--time") == 0)
        return measure(argv[2], argv[3]);
    bool usage = argc == 3 || argc == 4;
    struct rules *rules = usage ? rules_read(argv[1], &err) : NULL;
    if (!rules) {
        fprintf(stderr, "rules_dump: %s\n", usage ? err.text : "RULES FILE [LAST-YEAR]");
        return 2;
    }
    int status = dump(rules, argv[2], argc == 4 ? argv[3] : NULL);
    rules_free(rules);
    return status;
}
