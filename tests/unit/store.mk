# Unit tests of src/store.
store_fixture = tests/unit/store_fixture.c tests/unit/store_fixture.h
EXTRA_DIST += tests/unit/store_v1.sql

check_PROGRAMS += tests/unit/test_store
TESTS += tests/unit/test_store
tests_unit_test_store_SOURCES = tests/unit/test_store.c $(store_fixture)
tests_unit_test_store_CFLAGS = $(unit_cflags)
tests_unit_test_store_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_drafts
TESTS += tests/unit/test_store_drafts
tests_unit_test_store_drafts_SOURCES = tests/unit/test_store_drafts.c $(store_fixture)
tests_unit_test_store_drafts_CFLAGS = $(unit_cflags)
tests_unit_test_store_drafts_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_figures
TESTS += tests/unit/test_store_figures
tests_unit_test_store_figures_SOURCES = tests/unit/test_store_figures.c $(store_fixture)
tests_unit_test_store_figures_CFLAGS = $(unit_cflags)
tests_unit_test_store_figures_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_history
TESTS += tests/unit/test_store_history
tests_unit_test_store_history_SOURCES = tests/unit/test_store_history.c $(store_fixture)
tests_unit_test_store_history_CFLAGS = $(unit_cflags)
tests_unit_test_store_history_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_judged
TESTS += tests/unit/test_store_judged
tests_unit_test_store_judged_SOURCES = tests/unit/test_store_judged.c $(store_fixture)
tests_unit_test_store_judged_CFLAGS = $(unit_cflags)
tests_unit_test_store_judged_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_news
TESTS += tests/unit/test_store_news
tests_unit_test_store_news_SOURCES = tests/unit/test_store_news.c $(store_fixture)
tests_unit_test_store_news_CFLAGS = $(unit_cflags)
tests_unit_test_store_news_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_names
TESTS += tests/unit/test_store_names
tests_unit_test_store_names_SOURCES = tests/unit/test_store_names.c $(store_fixture) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_store_names_CFLAGS = $(unit_cflags)
tests_unit_test_store_names_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_store_names_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_open
TESTS += tests/unit/test_store_open
tests_unit_test_store_open_SOURCES = tests/unit/test_store_open.c $(store_fixture)
tests_unit_test_store_open_CFLAGS = $(unit_cflags)
tests_unit_test_store_open_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_migrate
TESTS += tests/unit/test_store_migrate
tests_unit_test_store_migrate_SOURCES = tests/unit/test_store_migrate.c $(store_fixture)
tests_unit_test_store_migrate_CFLAGS = $(unit_cflags)
tests_unit_test_store_migrate_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_search
TESTS += tests/unit/test_store_search
tests_unit_test_store_search_SOURCES = tests/unit/test_store_search.c $(store_fixture)
tests_unit_test_store_search_CFLAGS = $(unit_cflags)
tests_unit_test_store_search_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_trouble
TESTS += tests/unit/test_store_trouble
tests_unit_test_store_trouble_SOURCES = tests/unit/test_store_trouble.c $(store_fixture)
tests_unit_test_store_trouble_CFLAGS = $(unit_cflags)
tests_unit_test_store_trouble_LDADD = $(unit_ldadd)

# Every allocation of the room goes through the test, which lets one fail.
check_PROGRAMS += tests/unit/test_store_memory
long_tests += tests/unit/test_store_memory
tests_unit_test_store_memory_SOURCES = tests/unit/test_store_memory.c $(store_fixture)
tests_unit_test_store_memory_CFLAGS = $(unit_cflags)
tests_unit_test_store_memory_LDFLAGS = $(AM_LDFLAGS) \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=strdup,--wrap=reallocarray,--wrap=realloc
tests_unit_test_store_memory_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_presence
TESTS += tests/unit/test_store_presence
tests_unit_test_store_presence_SOURCES = tests/unit/test_store_presence.c $(store_fixture)
tests_unit_test_store_presence_CFLAGS = $(unit_cflags)
tests_unit_test_store_presence_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_trail
TESTS += tests/unit/test_store_trail
tests_unit_test_store_trail_SOURCES = tests/unit/test_store_trail.c $(store_fixture)
tests_unit_test_store_trail_CFLAGS = $(unit_cflags)
tests_unit_test_store_trail_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_today
TESTS += tests/unit/test_store_today
tests_unit_test_store_today_SOURCES = tests/unit/test_store_today.c $(store_fixture)
tests_unit_test_store_today_CFLAGS = $(unit_cflags)
tests_unit_test_store_today_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_review_trail
TESTS += tests/unit/test_store_review_trail
tests_unit_test_store_review_trail_SOURCES = tests/unit/test_store_review_trail.c $(store_fixture)
tests_unit_test_store_review_trail_CFLAGS = $(unit_cflags)
tests_unit_test_store_review_trail_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_review
TESTS += tests/unit/test_store_review
tests_unit_test_store_review_SOURCES = tests/unit/test_store_review.c $(store_fixture)
tests_unit_test_store_review_CFLAGS = $(unit_cflags)
tests_unit_test_store_review_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_store_city
TESTS += tests/unit/test_store_city
tests_unit_test_store_city_SOURCES = tests/unit/test_store_city.c $(store_fixture)
tests_unit_test_store_city_CFLAGS = $(unit_cflags)
tests_unit_test_store_city_LDADD = $(unit_ldadd)
