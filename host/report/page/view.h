// The views of the page that `peregrine report` writes, a file each: what one says without script,
// and what the script needs for more.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "host/report/page/sources.h"

namespace peregrine {

struct PageView {
  std::string id;    // of its section, and of its data
  std::string menu;  // what the menu calls it
  std::string title;
  std::string html;     // below the title; empty: the view has nothing to show
  nlohmann::json data;  // null: none
};

// All views in one document.
std::string page_of(const PageSources& sources);

PageView world_view(const PageSources& sources);
PageView countries_view(const PageSources& sources);
PageView corridors_view(const PageSources& sources);
PageView map_view(const PageSources& sources);
PageView routes_view(const PageSources& sources);
PageView fronts_view(const PageSources& sources);
PageView drivers_view(const PageSources& sources);
PageView events_view(const PageSources& sources);
PageView risk_view(const PageSources& sources);
PageView comparison_view(const PageSources& sources);
PageView skill_view(const PageSources& sources);
PageView provenance_view(const PageSources& sources);

}  // namespace peregrine
