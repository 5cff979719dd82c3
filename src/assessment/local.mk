# The assessment: one XML document, its pages and fields.
libkusei_a_SOURCES += \
	src/assessment/assessment.h \
	src/assessment/internal.h \
	src/assessment/assessment.c \
	src/assessment/choice.c src/assessment/choice.h \
	src/assessment/content.c src/assessment/content.h \
	src/assessment/copies.c \
	src/assessment/entries.c \
	src/assessment/evaluate.c \
	src/assessment/fields.c \
	src/assessment/flatten.c \
	src/assessment/index.c \
	src/assessment/labels.c \
	src/assessment/matching.c src/assessment/matching.h \
	src/assessment/merge.c src/assessment/merge.h \
	src/assessment/merge_parts.c src/assessment/merge_parts.h \
	src/assessment/names.c \
	src/assessment/progress.c \
	src/assessment/printed.c \
	src/assessment/proposals.c \
	src/assessment/raising.c \
	src/assessment/reasons.c \
	src/assessment/receiving.c \
	src/assessment/rolling.h \
	src/assessment/rolling_fields.c \
	src/assessment/rolling_left.c \
	src/assessment/rollover.c src/assessment/rollover.h \
	src/assessment/storing.c \
	src/assessment/structure.c \
	src/assessment/takeover.c \
	src/assessment/twins.c \
	src/assessment/typed.c \
	src/assessment/ward_cases.c src/assessment/ward_cases.h src/assessment/ward_cases_private.h \
	src/assessment/ward_cases_view.c \
	src/assessment/ward_cases_words.c
