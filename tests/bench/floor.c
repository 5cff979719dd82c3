/*
 * The least that each measured thing can cost: what the libraries take when
 * nothing is done around them. tests/bench/bench.py sets the program beside it.
 *
 *   floor rows DB          what is typed is drawn (echo.h), with libxml2 ready, after every
 *                          row of the list of assessments has been read
 *   floor insert DB N M    N transactions of M rows, WAL and synchronous=FULL;
 *                          prints the microseconds of each
 *   floor parse XML        libxml2 reads a file
 *   floor write XML OUT    and writes the same bytes to another, to the disk
 *   floor xpath SCH XML N  libxml2 alone evaluates every context of the rules, and
 *                          at each node the tests that need no variable; prints
 *                          the microseconds of each of N times
 *   floor password N       Argon2id of a password, N times; prints the microseconds
 *   floor hash N SIZE      SHA-256 of N messages of SIZE bytes; prints the microseconds
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <libxml/xpath.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/echo.h"

static double now_us(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int read_rows(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *rows = NULL;
    int rc = SQLITE_ERROR;

    xmlInitParser();
    if (sqlite3_open(path, &db) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "SELECT ward_name, year, state FROM assessment", -1, &rows, NULL) ==
            SQLITE_OK) {
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW)
            sqlite3_column_text(rows, 0);
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return rc == SQLITE_DONE ? echo_keys() : 2;
}

static bool insert_rows(sqlite3 *db, sqlite3_stmt *insert, int rows)
{
    static const char text[] = "区民アンケートにおいて、認知度が未だ低い水準である。";

    if (!run(db, "BEGIN IMMEDIATE"))
        return false;
    for (int i = 0; i < rows; i++) {
        sqlite3_bind_int(insert, 1, i);
        sqlite3_bind_text(insert, 2, text, -1, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
            return false;
        sqlite3_reset(insert);
    }
    return run(db, "COMMIT");
}

static int insert_times(const char *path, int times, int rows)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_open(path, &db) == SQLITE_OK && run(db, "PRAGMA journal_mode=WAL") &&
              run(db, "PRAGMA synchronous=FULL") &&
              run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, path INTEGER, value TEXT)") &&
              sqlite3_prepare_v2(db, "INSERT INTO t(path, value) VALUES (?, ?)", -1, &statement,
                                 NULL) == SQLITE_OK;

    for (int i = 0; ok && i < times; i++) {
        double start = now_us();

        ok = insert_rows(db, statement, rows);
        printf("%.0f\n", now_us() - start);
    }
    if (!ok)
        fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return ok ? 0 : 2;
}

static bool write_to_disk(const char *path, const xmlChar *bytes, int size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    bool ok = fd >= 0 && write(fd, bytes, (size_t)size) == size && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return ok;
}

static int parse(const char *path, const char *out)
{
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
    xmlChar *bytes = NULL;
    int size = 0;
    bool ok = doc != NULL;

    if (ok && out != NULL) {
        xmlDocDumpMemoryEnc(doc, &bytes, &size, "UTF-8");
        ok = bytes != NULL && write_to_disk(out, bytes, size);
        xmlFree(bytes);
    }
    xmlFreeDoc(doc);
    xmlCleanupParser();
    return ok ? 0 : 2;
}

enum { MAX_RULES = 400, MAX_TESTS = 20 };

struct rule {
    xmlXPathCompExpr *context, *tests[MAX_TESTS];
    int count;
};

static xmlXPathCompExpr *compile(xmlNode *node, const char *attribute)
{
    xmlChar *text = xmlGetNoNsProp(node, BAD_CAST attribute);
    bool alone = text != NULL && strchr((char *)text, '$') == NULL &&
                 strstr((char *)text, "document(") == NULL;
    xmlXPathCompExpr *compiled = alone ? xmlXPathCompile(text) : NULL;

    xmlFree(text);
    return compiled;
}

static void read_tests(xmlNode *node, struct rule *rule)
{
    rule->context = compile(node, "context");
    for (xmlNode *test = node->children; test != NULL; test = test->next) {
        bool is_test =
            test->type == XML_ELEMENT_NODE && (strcmp((char *)test->name, "assert") == 0 ||
                                               strcmp((char *)test->name, "report") == 0);
        xmlXPathCompExpr *compiled =
            is_test && rule->count < MAX_TESTS ? compile(test, "test") : NULL;
        if (compiled != NULL)
            rule->tests[rule->count++] = compiled;
    }
}

static int read_rules(xmlNode *schema, struct rule *rules)
{
    int count = 0;

    for (xmlNode *pattern = schema->children; pattern != NULL; pattern = pattern->next)
        for (xmlNode *rule = pattern->children; rule != NULL; rule = rule->next)
            if (rule->type == XML_ELEMENT_NODE && strcmp((char *)rule->name, "rule") == 0 &&
                count < MAX_RULES)
                read_tests(rule, &rules[count++]);
    return count;
}

static int evaluate(xmlXPathContext *xpath, const struct rule *rule)
{
    int held = 0;
    xmlXPathObject *found;

    xpath->node = (xmlNode *)xpath->doc;
    found = rule->context == NULL ? NULL : xmlXPathCompiledEval(rule->context, xpath);
    for (int i = 0; found != NULL && found->nodesetval != NULL && i < found->nodesetval->nodeNr;
         i++) {
        for (int k = 0; k < rule->count; k++) {
            xpath->node = found->nodesetval->nodeTab[i];
            held += xmlXPathCompiledEvalToBoolean(rule->tests[k], xpath) == 1;
        }
    }
    xmlXPathFreeObject(found);
    return held;
}

static int evaluate_rules(const char *schema, const char *file, int times)
{
    static struct rule rules[MAX_RULES];
    xmlDoc *sch = xmlReadFile(schema, NULL, XML_PARSE_NONET);
    xmlDoc *doc = xmlReadFile(file, NULL, XML_PARSE_NONET);
    xmlXPathContext *xpath = doc == NULL ? NULL : xmlXPathNewContext(doc);
    int count = sch == NULL || xpath == NULL ? 0 : read_rules(xmlDocGetRootElement(sch), rules);

    for (int i = 0; i < times && count > 0; i++) {
        double start = now_us();

        for (int rule = 0; rule < count; rule++)
            evaluate(xpath, &rules[rule]);
        printf("%.0f\n", now_us() - start);
    }
    return count > 0 ? 0 : 2; /* the process ends, and with it what was read */
}

/* SHA-256 of so many messages of that size, each over the hash of the one before. */
static int hash_messages(long count, size_t size)
{
    unsigned char *message = calloc(1, size + crypto_hash_sha256_BYTES);

    if (message == NULL)
        return 2;
    double start = now_us();
    for (long i = 0; i < count; i++)
        crypto_hash_sha256(message, message, size);
    printf("%.0f\n", now_us() - start);
    free(message);
    return 0;
}

/* Argon2id as passwords are kept with (src/review/password.c). */
static int hash_passwords(int times)
{
    char kept[crypto_pwhash_STRBYTES];

    if (sodium_init() < 0)
        return 2;
    for (int i = 0; i < times; i++) {
        double start = now_us();

        if (crypto_pwhash_str_alg(kept, "password", 8, 3, 64U << 20,
                                  crypto_pwhash_ALG_ARGON2ID13) != 0)
            return 2;
        printf("%.0f\n", now_us() - start);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "rows") == 0)
        return read_rows(argv[2]);
    if (argc == 5 && strcmp(argv[1], "insert") == 0)
        return insert_times(argv[2], atoi(argv[3]), atoi(argv[4]));
    if (argc == 3 && strcmp(argv[1], "parse") == 0)
        return parse(argv[2], NULL);
    if (argc == 4 && strcmp(argv[1], "write") == 0)
        return parse(argv[2], argv[3]);
    if (argc == 5 && strcmp(argv[1], "xpath") == 0)
        return evaluate_rules(argv[2], argv[3], atoi(argv[4]));
    if (argc == 3 && strcmp(argv[1], "password") == 0)
        return hash_passwords(atoi(argv[2]));
    if (argc == 4 && strcmp(argv[1], "hash") == 0)
        return hash_messages(atol(argv[2]), (size_t)atol(argv[3]));
    fprintf(stderr, "usage: floor rows DB | insert DB N M | parse XML | write XML OUT | "
                    "xpath SCH XML N | hash N SIZE | password N\n");
    return 2;
}
