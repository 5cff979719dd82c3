/*
 * The tables of figures.h. Inside the room only.
 */
#ifndef KUSEI_STORE_FIGURE_TABLES_H
#define KUSEI_STORE_FIGURE_TABLES_H

extern const char figure_tables[];

#endif
