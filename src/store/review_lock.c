#include "store/review_lock.h"

#include "text/i18n.h"

static bool refuse(struct error *err)
{
    return error_set(err, _("This was handed on in the review meanwhile and cannot be changed now. "
                            "Nothing was saved; open the assessment again to see where it is."));
}

bool review_check_page(struct store *s, int64_t page, struct error *err)
{
    int64_t closed;
    return store_number(s, err, &closed, "SELECT 1 FROM review_page WHERE page = ?1 AND open = 0",
                        "l", page) &&
           (closed == 0 || refuse(err));
}

bool review_check_assessment(struct store *s, int64_t assessment, struct error *err)
{
    int64_t closed;
    return store_number(s, err, &closed, "SELECT 1 FROM review WHERE assessment = ?1 AND open = 0",
                        "l", assessment) &&
           (closed == 0 || refuse(err));
}

bool review_count_move(struct store *s, struct review_rows *rows, int64_t assessment,
                       struct error *err)
{
    return review_rows_write(rows, REVIEW_WHOLE, assessment, err) &&
           store_run(s, err,
                     "INSERT INTO review (assessment, moves, open) VALUES (?1, 1, 1)\n"
                     "ON CONFLICT (assessment) DO UPDATE SET moves = moves + 1",
                     "l", assessment);
}
