/* Expressions: vetted when they come in, compiled when they are asked for, one for each text. */
#include "unit.h"

#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "form/expression.h"

static struct expression *add(struct expressions *all, const char *text, bool kept)
{
    struct expression_fault fault;
    struct expression *e = expressions_add(all, text, kept, &fault);

    assert_non_null(e);
    return e;
}

static void test_alike_are_one(void **state)
{
    struct expressions *all = expressions_new();
    char text[32];

    (void)state;
    struct expression *first = add(all, "a/b", false);
    assert_string_equal(expression_text(first), "a/b");
    assert_ptr_equal(add(all, "a/b", true), first);
    assert_ptr_not_equal(add(all, "a/b ", false), first);
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof(text), "row[%d]", i);
        first = add(all, text, false);
        assert_string_equal(expression_text(first), text);
        assert_ptr_equal(add(all, text, false), first);
    }
    expressions_free(all);
}

static double value_of(struct expression *e, bool kept, xmlXPathContext *context)
{
    xmlXPathCompExpr *compiled = expression_compiled(e, kept, context);

    assert_non_null(compiled);
    xmlXPathObject *object = xmlXPathCompiledEval(compiled, context);
    double value = xmlXPathCastToNumber(object);
    xmlXPathFreeObject(object);
    return value;
}

/* Whether it is compiled: then nothing is to be had that memory could be short for. */
static bool is_compiled(struct expression *e, bool kept, xmlXPathContext *context)
{
    failing_malloc_from(1);
    bool compiled = expression_compiled(e, kept, context) != NULL;
    failing_malloc_off();
    return compiled;
}

static void test_compiled_when_asked_for(void **state)
{
    struct expressions *all = expressions_new();
    struct expression *now = add(all, "1 + 1", true), *later = add(all, "1 + 2", false),
                      *passing = add(all, "1 + 3", false);
    xmlXPathContext *context = xmlXPathNewContext(NULL);

    (void)state;
    expressions_settle(all);
    assert_true(is_compiled(now, true, context));
    assert_false(is_compiled(passing, false, context));
    assert_false(is_compiled(later, true, context));
    assert_int_equal(value_of(now, true, context), 2);
    assert_int_equal(value_of(later, true, context), 3);
    assert_int_equal(value_of(passing, false, context), 4);
    assert_true(is_compiled(later, false, context));
    assert_true(is_compiled(passing, false, context));
    expressions_forget(all);
    assert_true(is_compiled(now, false, context));
    assert_true(is_compiled(later, false, context));
    assert_false(is_compiled(passing, false, context));
    /* Who wants it kept wants it kept whoever had it before. */
    assert_int_equal(value_of(passing, false, context), 4);
    assert_int_equal(value_of(passing, true, context), 4);
    expressions_forget(all);
    assert_true(is_compiled(passing, false, context));
    xmlXPathFreeContext(context);
    expressions_free(all);
}

/* What was compiled for everybody, and nobody wanted. */
static void test_idle_ones_are_dropped(void **state)
{
    struct expressions *all = expressions_new();
    struct expression *used = add(all, "1 + 1", true), *idle = add(all, "1 + 2", true);
    xmlXPathContext *context = xmlXPathNewContext(NULL);

    (void)state;
    expressions_settle(all);
    assert_int_equal(value_of(used, true, context), 2);
    expressions_drop_idle(all);
    assert_true(is_compiled(used, true, context));
    assert_false(is_compiled(idle, true, context));
    /* It is had when it is wanted, and then as the others are. */
    assert_int_equal(value_of(idle, true, context), 3);
    expressions_drop_idle(all);
    expressions_forget(all);
    assert_true(is_compiled(idle, true, context));
    xmlXPathFreeContext(context);
    expressions_free(all);
}

/* What asks for it while something else is evaluated. */
static void call_inner(xmlXPathParserContext *parser, int count)
{
    struct expression *inner = parser->context->userData;

    (void)count;
    valuePush(parser, xmlXPathNewFloat(value_of(inner, false, parser->context)));
}

/* However deep the evaluation is in which it is compiled. */
static void test_compiled_deep_within_another(void **state)
{
    char text[10000] = "";
    struct expressions *all = expressions_new();
    xmlXPathContext *context = xmlXPathNewContext(NULL);

    (void)state;
    for (int i = 0; i < 400; i++)
        strcat(text, "(");
    strcat(text, "7");
    for (int i = 0; i < 400; i++)
        strcat(text, ")");
    struct expression *inner = add(all, text, false), *outer = add(all, "inner()", false);
    context->userData = inner;
    xmlXPathRegisterFunc(context, BAD_CAST "inner", call_inner);
    context->depth = 4000;
    assert_int_equal(value_of(outer, false, context), 7);
    assert_int_equal(context->depth, 4000);
    xmlXPathFreeContext(context);
    expressions_free(all);
}

static void assert_refused(const char *text, size_t offset)
{
    struct expressions *all = expressions_new();
    struct expression_fault fault;

    assert_null(expressions_add(all, text, true, &fault));
    assert_false(fault.memory);
    assert_int_equal(fault.offset, offset);
    assert_null(expressions_add(all, text, false, &fault));
    assert_false(fault.memory);
    expressions_free(all);
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused("a/", 2);
    assert_refused("'x", 2);
    assert_refused("count(a", 7);
}

static void test_every_allocation(void **state)
{
    (void)state;
    for (int kept = 0; kept < 2; kept++) {
        for (size_t n = 1;; n++) {
            struct expressions *all = expressions_new();
            struct expression_fault fault = {false, 0};
            failing_malloc_at(n);
            struct expression *e = expressions_add(all, "a | b", kept, &fault);
            bool failed = failing_malloc_off();
            assert_int_equal(e == NULL, failed);
            assert_int_equal(fault.memory, failed);
            /* And it can be had afterwards. */
            add(all, "a | b", kept);
            expressions_free(all);
            if (!failed) {
                assert_int_equal(n, 3);
                break;
            }
        }
    }
    failing_malloc_at(1);
    assert_null(expressions_new());
    assert_true(failing_malloc_off());
    expressions_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alike_are_one),
        cmocka_unit_test(test_compiled_when_asked_for),
        cmocka_unit_test(test_idle_ones_are_dropped),
        cmocka_unit_test(test_compiled_deep_within_another),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_every_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
