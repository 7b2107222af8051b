// Where the arrays of a view lie.
#pragma once

namespace peregrine {

// For view_of(): the arrays stay where the host has them.
inline constexpr auto on_host = [](const auto& array) { return array.data(); };

}  // namespace peregrine
