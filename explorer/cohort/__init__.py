"""Many cases: the same questions over a whole country, in one table.

A cohort is one Parquet file (or a folder of such parts) of checked edges, as :mod:`explorer.cohort.schema` says;
``explorer cohort load`` makes it. What needs ``follows``, order or standings runs the function of one case over each
case; what is flat is counted by the engine, from the files in ``measures/``.
"""
