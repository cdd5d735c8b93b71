// SPDX-License-Identifier: EUPL-1.2
// Prices of what groups share: rooms of a kind and larger, facilitators for a set of modules, one
// facilitator, and a person's sessions missed after the first. With prices every group finds its
// own cheapest dates; what they pay together, less what all that is for sale would bring, is a
// bound that no plan goes below: whole numbers, so that it holds exactly.
// Source: Held and Karp's ascent with the step of Polyak, as in Fisher, Management Science 27(1),
// 1981, doi 10.1287/mnsc.27.1.1; the direction keeps part of the last one after Camerini, Fratta
// and Maffioli, Mathematical Programming Study 3, 1975, doi 10.1007/BFb0120697.
#include <math.h>

#include "plan/dates/dates.h"

static const int64_t PRICE_MAX = (int64_t)1 << 34;

struct dates_prices dates_prices_new(struct arena *arena, const struct dates *d) {
    const size_t slots = (size_t)d->n_slots;
    const bool is_fair = d->problem->missed_cost > 0;
    return (struct dates_prices){
        .d = d,
        .n_room = (size_t)d->n_kinds * slots,
        .n_staff = d->n_facilitators > 0 ? slots * (size_t)d->n_sets : 0,
        .n_lead = d->is_named ? (size_t)d->n_facilitators * slots : 0,
        .n_person = is_fair ? (size_t)d->problem->n_people : 0,
        .room = NEW_ARRAY(arena, int64_t, (size_t)d->n_kinds * slots),
        .staff = NEW_ARRAY(arena, int64_t, slots * (size_t)d->n_sets),
        .lead = NEW_ARRAY(arena, int64_t, d->is_named ? (size_t)d->n_facilitators * slots : 0),
        .person = NEW_ARRAY(arena, int64_t, is_fair ? (size_t)d->problem->n_people : 0),
        .per_room = NEW_ARRAY(arena, int64_t, (size_t)d->n_kinds * slots),
        .per_module = NEW_ARRAY(arena, int64_t, (size_t)d->n_modules * slots),
        .per_lead = NEW_ARRAY(arena, int64_t, d->is_named ? (size_t)d->n_facilitators * slots : 0),
        .per_group = NEW_ARRAY(arena, int64_t, is_fair ? (size_t)d->n_groups * slots : 0),
        .value = -DATES_NEVER,
    };
}

void dates_prices_copy(struct dates_prices *to, const struct dates_prices *from) {
    const struct dates *d = from->d;
    const size_t slots = (size_t)d->n_slots;
    memcpy(to->room, from->room, from->n_room * sizeof to->room[0]);
    memcpy(to->staff, from->staff, from->n_staff * sizeof to->staff[0]);
    memcpy(to->lead, from->lead, from->n_lead * sizeof to->lead[0]);
    memcpy(to->person, from->person, from->n_person * sizeof to->person[0]);
    memcpy(to->per_room, from->per_room, from->n_room * sizeof to->per_room[0]);
    memcpy(to->per_module, from->per_module,
           (size_t)d->n_modules * slots * sizeof to->per_module[0]);
    memcpy(to->per_lead, from->per_lead, from->n_lead * sizeof to->per_lead[0]);
    if (from->n_person > 0)
        memcpy(to->per_group, from->per_group,
               (size_t)d->n_groups * slots * sizeof to->per_group[0]);
    to->value = from->value;
}

// ---- sums of prices, as a session pays them -----------------------------------------------------

static void sum_staff(struct dates_prices *prices, int32_t t) {
    const struct dates *d = prices->d;
    const int64_t *staff = prices->staff + (ptrdiff_t)t * d->n_sets;
    for (int32_t m = 0; m < d->n_modules; m++)
        prices->per_module[(ptrdiff_t)m * d->n_slots + t] = 0;
    for (int32_t f = 0; d->is_named && f < d->n_facilitators; f++)
        prices->per_lead[(ptrdiff_t)f * d->n_slots + t] =
            prices->lead[(ptrdiff_t)f * d->n_slots + t];
    for (int32_t set = 1; set < d->n_sets; set++) {
        if (staff[set] == 0)
            continue;
        for (int32_t m = 0; m < d->n_modules; m++)
            if ((set >> m & 1) != 0)
                prices->per_module[(ptrdiff_t)m * d->n_slots + t] +=
                    staff[set] * (d->needed[m] - d->is_named);
        for (int32_t f = 0; d->is_named && f < d->n_facilitators; f++)
            if ((d->able[f] & set) != 0)
                prices->per_lead[(ptrdiff_t)f * d->n_slots + t] += staff[set];
    }
}

static void sum_people(struct dates_prices *prices) {
    const struct dates *d = prices->d;
    for (int32_t g = 0; g < d->n_groups; g++) {
        int64_t *const sum = prices->per_group + (ptrdiff_t)g * d->n_slots;
        memset(sum, 0, (size_t)d->n_slots * sizeof sum[0]);
        for (int32_t k = d->person_first[g]; k < d->person_first[g + 1]; k++) {
            const int64_t price = prices->person[d->person[k]];
            const bool *away = d->problem->away + (ptrdiff_t)d->person[k] * d->n_slots;
            for (int32_t t = 0; price > 0 && t < d->n_slots; t++)
                sum[t] += away[t] ? price : 0;
        }
    }
}

void dates_prices_sum(struct dates_prices *prices) {
    const struct dates *d = prices->d;
    for (int32_t t = 0; t < d->n_slots; t++) {
        int64_t sum = 0;
        for (int32_t k = 0; k < d->n_kinds; k++)
            prices->per_room[(ptrdiff_t)k * d->n_slots + t] = sum +=
                prices->room[(ptrdiff_t)k * d->n_slots + t];
        if (d->n_facilitators > 0)
            sum_staff(prices, t);
    }
    if (prices->n_person > 0)
        sum_people(prices);
}

void dates_prices_add(const struct dates_prices *prices, int32_t g, int32_t share,
                      struct dates_path *path) {
    const struct dates *d = prices->d;
    const int32_t n = d->n_slots;
    const int64_t *room = d->n_kinds > 0 ? prices->per_room + (ptrdiff_t)d->kind[g] * n : NULL;
    const int64_t *people = prices->n_person > 0 ? prices->per_group + (ptrdiff_t)g * n : NULL;
    for (int32_t m = path->first; m < d->n_modules; m++) {
        const int64_t *module = prices->per_module + (ptrdiff_t)m * n;
        int64_t *const cost = path->cost + (ptrdiff_t)m * n;
        for (int32_t t = 0; t < n; t++) {
            const int64_t price = module[t] + (room ? room[t] : 0),
                          paid = ((price * share) >> 8) + (people ? people[t] : 0);
            cost[t] = cost[t] < DATES_NEVER ? cost[t] + paid : DATES_NEVER;
        }
    }
    for (size_t k = 0; k < prices->n_lead; k++)
        if (path->lead_cost[k] < DATES_NEVER)
            path->lead_cost[k] += (prices->per_lead[k] * share) >> 8;
}

// ---- the value of prices ------------------------------------------------------------------------

static int64_t sold_for(const struct dates_prices *prices) {
    const struct dates *d = prices->d;
    __int128 sum = 0;
    for (size_t k = 0; k < prices->n_room; k++)
        sum += (__int128)prices->room[k] * d->rooms[k];
    for (size_t k = 0; k < prices->n_staff; k++)
        sum += (__int128)prices->staff[k] * d->staff[k];
    for (size_t k = 0; k < prices->n_lead; k++)
        sum += d->problem->free[k] ? prices->lead[k] : 0;
    for (size_t k = 0; k < prices->n_person; k++)
        sum += prices->person[k] * (1 - d->past_missed[k]);
    return sum < DATES_NEVER ? (int64_t)sum : DATES_NEVER;
}

// False when the caller said stop.
static bool value_prices(struct dates_climb *climb, struct dates_clock *clock) {
    const struct dates *d = climb->at.d;
    __int128 sum = d->past_cost * DATES_ONE;
    for (int32_t g = 0; g < d->n_groups; g++) {
        const ptrdiff_t at = (ptrdiff_t)g * d->n_modules;
        dates_path_own(&climb->path, g);
        dates_prices_add(&climb->at, g, 256, &climb->path);
        sum += dates_path_solve(&climb->path, climb->slot + at, climb->lead + at);
        clock->work += dates_path_work(d);
        if (!dates_clock_go_on(clock) && clock->is_cancelled)
            return false;
    }
    sum -= sold_for(&climb->at);
    climb->at.value = sum > -DATES_NEVER ? (int64_t)sum : -DATES_NEVER;
    return true;
}

// ---- which way to go ----------------------------------------------------------------------------

// What is asked, less what there is, becomes part of the direction; a price of 0 falls no further.
static double turn(double *toward, double excess, int64_t price) {
    const double kept = 0.3 * excess + 0.7 * *toward;
    *toward = kept < 0 && price == 0 ? 0 : kept;
    return *toward * *toward;
}

// Of the sets of modules only the one that is short most gets dearer: the others follow from it.
static double turn_staff(struct dates_climb *climb, int32_t t, const int32_t *asked) {
    const struct dates *d = climb->at.d;
    const int64_t *price = climb->at.staff + (ptrdiff_t)t * d->n_sets;
    double *toward = climb->toward_staff + (ptrdiff_t)t * d->n_sets, norm = 0;
    const int32_t *staff = d->staff + (ptrdiff_t)t * d->n_sets;
    int32_t worst = 0;
    for (int32_t set = 1; set < d->n_sets; set++)
        worst = asked[set] - staff[set] > asked[worst] - staff[worst] ? set : worst;
    for (int32_t set = 1; set < d->n_sets; set++)
        if (set == worst || price[set] > 0 || toward[set] != 0)
            norm += turn(&toward[set], asked[set] - staff[set], price[set]);
    return norm;
}

static void ask_staff(const struct dates_climb *climb, int32_t g, int32_t *asked) {
    const struct dates *d = climb->at.d;
    for (int32_t m = d->n_past[g]; m < d->n_modules; m++) {
        const ptrdiff_t at = (ptrdiff_t)g * d->n_modules + m;
        int32_t *of_slot = asked + (ptrdiff_t)climb->slot[at] * d->n_sets;
        const int32_t taken = d->is_named ? d->able[climb->lead[at]] : 0;
        const int32_t n = d->needed[m] - d->is_named;
        for (int32_t set = 1; set < d->n_sets; set++)
            of_slot[set] += ((taken & set) != 0) + ((set >> m & 1) != 0 ? n : 0);
    }
}

static double turn_all_staff(struct dates_climb *climb) {
    const struct dates *d = climb->at.d;
    double norm = 0;
    if (d->n_facilitators == 0)
        return 0;
    memset(climb->asked, 0, climb->at.n_staff * sizeof climb->asked[0]);
    for (int32_t g = 0; g < d->n_groups; g++)
        ask_staff(climb, g, climb->asked);
    for (int32_t t = 0; t < d->n_slots; t++)
        norm += turn_staff(climb, t, climb->asked + (ptrdiff_t)t * d->n_sets);
    if (!d->is_named)
        return norm;
    memset(climb->asked, 0, climb->at.n_lead * sizeof climb->asked[0]);
    for (int32_t g = 0; g < d->n_groups; g++)
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++) {
            const ptrdiff_t at = (ptrdiff_t)g * d->n_modules + m;
            climb->asked[(ptrdiff_t)climb->lead[at] * d->n_slots + climb->slot[at]]++;
        }
    for (size_t k = 0; k < climb->at.n_lead; k++)
        norm +=
            turn(&climb->toward_lead[k], climb->asked[k] - d->problem->free[k], climb->at.lead[k]);
    return norm;
}

static double turn_rooms(struct dates_climb *climb) {
    const struct dates *d = climb->at.d;
    double norm = 0;
    memset(climb->asked, 0, climb->at.n_room * sizeof climb->asked[0]);
    for (int32_t g = 0; d->n_kinds > 0 && g < d->n_groups; g++)
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
            for (int32_t k = 0; k <= d->kind[g]; k++)
                climb->asked[(ptrdiff_t)k * d->n_slots +
                             climb->slot[(ptrdiff_t)g * d->n_modules + m]]++;
    for (size_t k = 0; k < climb->at.n_room; k++)
        norm += turn(&climb->toward_room[k], climb->asked[k] - d->rooms[k], climb->at.room[k]);
    return norm;
}

static double turn_people(struct dates_climb *climb) {
    const struct dates *d = climb->at.d;
    double norm = 0;
    for (size_t i = 0; i < climb->at.n_person; i++) {
        const ptrdiff_t at = (ptrdiff_t)d->problem->group[i] * d->n_modules;
        const bool *away = d->problem->away + (ptrdiff_t)i * d->n_slots;
        int32_t missed = d->past_missed[i];
        for (int32_t m = d->n_past[d->problem->group[i]]; m < d->n_modules; m++)
            missed += away[climb->slot[at + m]];
        norm += turn(&climb->toward_person[i], missed - 1, climb->at.person[i]);
    }
    return norm;
}

// ---- steps --------------------------------------------------------------------------------------

static void move(int64_t *price, const double *toward, size_t n, double step, int64_t most) {
    for (size_t k = 0; k < n; k++) {
        if (toward[k] == 0)
            continue;
        const double change = fmax(-(double)PRICE_MAX, fmin(step * toward[k], (double)PRICE_MAX));
        const int64_t moved = price[k] + (int64_t)change;
        price[k] = moved < 0 ? 0 : moved > most ? most : moved;
    }
}

struct dates_climb dates_climb_new(struct arena *arena, const struct dates *d) {
    struct dates_climb c = {
        .at = dates_prices_new(arena, d),
        .best = dates_prices_new(arena, d),
        .path = dates_path_new(arena, d),
        .slot = NEW_ARRAY(arena, int32_t, (size_t)d->n_groups * (size_t)d->n_modules),
        .lead = NEW_ARRAY(arena, int32_t, (size_t)d->n_groups * (size_t)d->n_modules),
        .step = 1,
    };
    const size_t most = c.at.n_staff > c.at.n_room ? c.at.n_staff : c.at.n_room;
    c.asked = NEW_ARRAY(arena, int32_t, most > c.at.n_lead ? most : c.at.n_lead);
    c.toward_room = NEW_ARRAY(arena, double, c.at.n_room);
    c.toward_staff = NEW_ARRAY(arena, double, c.at.n_staff);
    c.toward_lead = NEW_ARRAY(arena, double, c.at.n_lead);
    c.toward_person = NEW_ARRAY(arena, double, c.at.n_person);
    return c;
}

// After a while without gain the step halves, and goes on from the best prices.
static void judge(struct dates_climb *climb) {
    if (climb->at.value > climb->best.value) {
        dates_prices_copy(&climb->best, &climb->at);
        climb->n_failed = 0;
        return;
    }
    if (++climb->n_failed < 20)
        return;
    climb->n_failed = 0;
    climb->step *= 0.6;
    dates_prices_copy(&climb->at, &climb->best);
}

void dates_climb_step(struct dates_climb *climb, int64_t target, struct dates_clock *clock) {
    const struct dates *d = climb->at.d;
    if (!value_prices(climb, clock))
        return;
    const double norm = turn_rooms(climb) + turn_all_staff(climb) + turn_people(climb);
    const double value = (double)climb->at.value, aim = (double)target * (double)DATES_ONE;
    judge(climb);
    if (norm <= 0)
        return;
    const double step = climb->step * fmax(aim - value, 0.001 * (double)DATES_ONE) / norm;
    const int64_t person_most = d->problem->missed_cost * DATES_ONE;
    move(climb->at.room, climb->toward_room, climb->at.n_room, step, PRICE_MAX);
    move(climb->at.staff, climb->toward_staff, climb->at.n_staff, step, PRICE_MAX);
    move(climb->at.lead, climb->toward_lead, climb->at.n_lead, step, PRICE_MAX);
    move(climb->at.person, climb->toward_person, climb->at.n_person, step, person_most);
    dates_prices_sum(&climb->at);
}

int64_t dates_climb_bound(const struct dates_climb *climb) {
    const int64_t value = climb->best.value;
    return value <= 0 ? 0 : (value + DATES_ONE - 1) / DATES_ONE;
}
