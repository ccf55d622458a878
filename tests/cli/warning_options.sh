#!/usr/bin/env bash
# -W and PYTHONWARNINGS: the last one that fits decides; what cannot be read is said and left out.
. tests/cli/_run.sh
code='import sys, warnings
warnings.warn("old", DeprecationWarning)
warnings.warn("mine")
import not_there_at_all' 
run -c 'import sys; print("warnings" in sys.modules)'
run -W ignore -c "$code"
run -W ignore -W default::DeprecationWarning -c "$code"
run -W error::DeprecationWarning -W ignore -c 'import warnings; warnings.warn("old", DeprecationWarning)'
run -W ignore::UserWarning:not_main -c "$code"
run -W ignore:mi:UserWarning:__main__:3 -c "$code"
run -W nonsense -W error::NoWarning -W ignore::a.b -W ::::x -W a:b:c:d:e:f -c 'print("runs")'
PYTHONWARNINGS=error run -W default -c 'import warnings; warnings.warn("mine")'
PYTHONWARNINGS=,ignore,,default::UserWarning run -c 'import sys; print(sys.warnoptions)'
run -W error -c 'x = 1 is 1'
