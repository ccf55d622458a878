-- As timed.py: prints "seconds result".
return function(work, ...)
    local begin = os.clock()
    local result = work(...)
    print(string.format("%.6f %s", os.clock() - begin, result))
end
