# The files of the room. From outside only store.h, accounts.h, backup.h, city.h, figures.h, names.h, news.h,
# presence.h, remark_drafts.h, remarks.h, review.h, revision.h, search.h, today.h, trail.h,
# trail_verify.h and ward_cases.h
# are included.
libkusei_a_SOURCES += \
	src/store/account_state.c src/store/account_state.h \
	src/store/accounts.c src/store/accounts.h \
	src/store/assessments.c \
	src/store/backup.c src/store/backup.h \
	src/store/canonical.c src/store/canonical.h \
	src/store/chain.c src/store/chain.h \
	src/store/city.h \
	src/store/city_pages.c src/store/city_pages.h \
	src/store/city_read.c \
	src/store/city_tables.c src/store/city_tables.h \
	src/store/city_write.c \
	src/store/connection.c src/store/connection.h \
	src/store/digest.c src/store/digest.h \
	src/store/drafts.c \
	src/store/failure.c src/store/failure.h \
	src/store/history.c \
	src/store/judged.c \
	src/store/migrate.c src/store/migrate.h \
	src/store/names.c src/store/names.h \
	src/store/figures.c src/store/figures.h src/store/figure_tables.h \
	src/store/news.c src/store/news.h \
	src/store/open.c \
	src/store/pages.c src/store/pages.h \
	src/store/persons.h \
	src/store/presence.c src/store/presence.h \
	src/store/remove.c \
	src/store/remark_drafts.c src/store/remark_drafts.h \
	src/store/remarks.c src/store/remarks.h \
	src/store/review.h \
	src/store/review_lock.c src/store/review_lock.h \
	src/store/review_read.c \
	src/store/review_rows.c src/store/review_rows.h \
	src/store/review_tables.c src/store/review_tables.h \
	src/store/review_told.c src/store/review_told.h \
	src/store/review_write.c \
	src/store/revision.c src/store/revision.h \
	src/store/save.c \
	src/store/schema.c src/store/schema.h \
	src/store/search.c src/store/search.h \
	src/store/search_index.c src/store/search_index.h \
	src/store/store.h \
	src/store/today.c src/store/today.h \
	src/store/trail.c src/store/trail.h \
	src/store/trail_things.c src/store/trail_things.h \
	src/store/trail_verify.c src/store/trail_verify.h \
	src/store/ward_cases.c src/store/ward_cases.h \
	src/store/writer.c src/store/writer.h
