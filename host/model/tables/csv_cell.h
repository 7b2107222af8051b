// Whether a cell is what its column asks for.
#pragma once

#include <optional>
#include <string>

#include "host/model/tables/csv.h"

namespace peregrine {

bool is_number(CsvType type);

// What is wrong with `cell`. Sets `number` where it is one that is sound.
std::optional<CsvFault> fault_of_cell(const CsvColumn& column, const std::string& cell,
                                      double& number);

}  // namespace peregrine
