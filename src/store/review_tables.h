/*
 * The tables of the review. Inside the room only.
 */
#ifndef KUSEI_STORE_REVIEW_TABLES_H
#define KUSEI_STORE_REVIEW_TABLES_H

extern const char review_tables[];
extern const char review_receipt_table[];

#endif
