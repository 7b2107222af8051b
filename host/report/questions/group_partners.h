// Migrants of a group of countries. A file holds quantiles of corridors, which do not add up to
// those of a group, and no draws of them; means add up, and batches of draws tell their error.
#pragma once

#include <optional>

#include "host/report/questions/partners.h"

namespace peregrine {

// Means of the group's immigrants by origin outside of it, or of its emigrants by destination, the
// largest in the last year shown first; those of one member in another as a row of their own.
// Throws UsageError where the file lacks the year or, in format 1, the batches.
Answer group_partners_answer(const EnsembleReader& reader, const AskedCountries& group,
                             Partners side, const PartnersRequest& request);

// The group's immigrants and emigrants alone, by year.
Answer group_answer(const EnsembleReader& reader, const AskedCountries& group,
                    const std::optional<int>& year);

}  // namespace peregrine
