/* malloc_trim(), which not every C library has. */
#include "config.h"

#include "text/memory.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

void memory_give_back(void)
{
#ifdef HAVE_MALLOC_TRIM
    malloc_trim(0);
#endif
}
