// What host/report/page/web/ was built to, which the program carries with it.
#pragma once

#include <string_view>

namespace peregrine {

std::string_view page_script();    // web/built/page.js
std::string_view page_style();     // web/built/page.css
std::string_view page_licences();  // web/built/licences.txt: of the packages in the script

}  // namespace peregrine
