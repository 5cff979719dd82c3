/*
 * The tables of what the city received. Inside the room only.
 */
#ifndef KUSEI_STORE_CITY_TABLES_H
#define KUSEI_STORE_CITY_TABLES_H

extern const char city_tables[];

#endif
