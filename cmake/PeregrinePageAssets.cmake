# usage: cmake -DSCRIPT=... -DSTYLE=... -DLICENCES=... -DOUTPUT=... -P PeregrinePageAssets.cmake
# Writes the files as the functions of host/report/page/assets.h.
set(text "#include \"host/report/page/assets.h\"\n\nnamespace peregrine {\n")
foreach(name script style licences)
  string(TOUPPER ${name} file)
  file(READ ${${file}} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text "static constexpr char page_${name}_bytes[] = {${bytes}};\n"
    "std::string_view page_${name}() { return {page_${name}_bytes, sizeof page_${name}_bytes}; }\n")
endforeach()
file(WRITE ${OUTPUT} "${text}}  // namespace peregrine\n")
