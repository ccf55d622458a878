#include "lock/ranked.h"

/* Sorted by rank. Written at start-up, then constant. */
static struct ranked_mutex *registered[RANKED_MAX_REGISTERED];
static int n_registered;

void ranked_register_for_fork(struct ranked_mutex *mutex)
{
    CHECK(n_registered < RANKED_MAX_REGISTERED);
    int place = n_registered++;
    while (place > 0 && registered[place - 1]->rank > mutex->rank) {
        registered[place] = registered[place - 1];
        place--;
    }
    registered[place] = mutex;
}

/* Two of one rank may both be taken here, and only here: so the order is not checked. */
void ranked_before_fork(void)
{
    for (int i = 0; i < n_registered; i++) {
        uint32_t free = 0;
        if (!compare_and_swap_acquire(&registered[i]->word, &free, MUTEX_LOCKED)) {
            mutex_lock_slow(&registered[i]->word);
        }
    }
}

void ranked_after_fork_parent(void)
{
    for (int i = n_registered; i-- > 0;) {
        mutex_unlock_slow(&registered[i]->word);
    }
}

void ranked_after_fork_child(void)
{
    for (int i = 0; i < n_registered; i++) {
        store_release(&registered[i]->word, 0);
    }
}
