"""What fuzzing of each target begins with, and how long its inputs may be."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

SEEDS = {
    "dates": [b"2019-12-05/2021-02~", b"[2019-12-05..2021-02?]", b"2019-1X", b"5 Dec 2019", b"../2020-21"],
    "typed_dates": [b"Mon 5th Dec '19 - Jan 2020", b"05/12/19 or 6.12.2019", b"week commencing 3 May 2020", b"summer 2019?"],
    "times": [b"09:30", b"9.30 pm", b"1430hrs", b"noon", b"between 2 and 3pm"],
    "told_dates": [b"On 5 May 2019 they met.|Two weeks later, on the Monday, a visit.|By the end of the month"],
    "headings": [b"Date of contact", b"Agency / worker", b"what happened (in brief)"],
    "workbook": [b"\0\0\0\0\0\0dd/mm/yyyy hh:mm", b"\xff\xff\x01\0\0\0[$-809]mmm yy;@"],
    "settings": [b'title = "x"\n[scope]\nfrom = "2019"\n[[expected]]\nid = "E1"\n[profile.a]\nlike = "family"\nblank = ["contacts.quote"]\n'
                 b'[vocabulary.kind.x]\nlabel = "X"\nasks = true\n[targets.t]\ndays = 3\n'],
    "folder": [b'id,date,from,to,kind,summary\nC1,2020,a,b,referral,"x\ny"\n', b"\xef\xbb\xbfid;date\n", b"\xff\xfei\0d\0",
               b"id,date,from,to,kind,topics,x\nC1,2019-1X,a,b,c,d;e,f"],
    "cells": [b"C1|2020|subject|school|referral|none\nC2|2020~/..|school|subject|visit|C1\n"],
    "mapping": [b'[columns]\n"Date" = "date"\n[parties]\n"MASH" = "hub"\n[return]\nparty = "police"\n'],
    "key": [b'{"kind":"explorer key","version":1,"profile":"x","name":"c","pseudonyms":{"a":["b","c"]},"ids":{},"settings":"",'
            b'"protected":{},"rows":{"parties":[[{"id":"a"},{"id":"b"}]]},"stubs":{}}'],
    "names": ["José Núñez-\nO’Brien|The Range\u200b High|IT may".encode()],
    "prose": [b"0Thurs. the 5th of Dec '19, 5-6/12/2019 and 20191205T10; on the 5th. 5, 6 and 7 May|first of May 2020|2020-W10-1"],
    "pages": [b"\0\x15\x04\x15\x14\x15\x14\x4c\x15\x02\x15\0\0\0\x01\0\0\0a\x01\0\0\0b",
              b"\x01\x15\x04\x15\x18\x15\x12\x4c\x15\x02\x15\0\0\0\x0c\x10\x01\0\0\0aa\x05\x05",
              b"\x02\x15\x04\x15\x18\x15\x12\x4c\x15\x02\x15\0\0\0\x53\x01\0\0\0a\x05\0\x20bc"],
    "layers": [b'<!doctype html><script>["\\u0041"]</script><p title="&amp;">x</p>', b"PK\x05\x06" + bytes(18), b"\x1f\x8b\x08\0",
               b"{\\rtf1 M\\'fcller \\u252?\\par x}", b"a=3D=\nb =?utf-8?q?M=C3=BC?= \\x41\\n%2541 data:a;base64,QUJD\n data:,%41",
               b"\x89PNG\r\n\x1a\n\0\0\0\4zTXta\0\0x\0\0\0\0\0\0\0\0IEND\0\0\0\0more", b"M\xfcller \x81 M\xc3\xbc",
               b"PK\x03\x04" + bytes(26) + b"xPK\x05\x06" + bytes(18), b"<w:p><w:t>Ad</w:t></w:p><w:del w:a=''>x</w:del>&lt;b&gt;",
               b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n4 0 obj"
               b"<</Filter/AHx/Length 9>>stream\n42542028> endstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF more"],
    "delimited": [b"Date;From;To;What\n03/05/19;School;Police;\"Told; him\"\n", b"\xff\xfeD\0a\0", b"Date\tTo\n1\t2\n"],
    "records": [b'[{"date":"2019-12-05","from":"A school","kind":"visit"}]', b'{"columns":["date"],"rows":[[1]]}'],
    "ocel": [b'{"objects":[{"id":"a","type":"x","attributes":[]}],"events":[{"id":"e","type":"t","time":"2019-12-05T10:00:00",'
             b'"relationships":[{"objectId":"a","qualifier":"q"}]}],"objectTypes":[],"eventTypes":[]}',
             b'{"ocel:events":{"e":{"ocel:activity":"t","ocel:timestamp":"2019","ocel:omap":["a"],"ocel:vmap":{}}},'
             b'"ocel:objects":{"a":{"ocel:type":"x"}}}'],
    "xes": [b'<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="R"/><date '
            b'key="time:timestamp" value="2019-12-05T10:00:00"/></event></trace></log>'],
    "word": [b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Date</w:t></w:r></w:p></w:tc></w:tr>'
             b"</w:tbl>", b"<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"],
    "spreadsheet": [b'<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell '
                    b'office:value-type="date" office:date-value="2019-12-05"><text:p>5 Dec</text:p></table:table-cell>'
                    b"</table:table-row></table:table>"],
    "sheet": [b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43804.5</v></c></row>', b'<row r="9"><c t="b"><v>1</v></c></row>'],
    "narrative": [b"On 5 May 2019 the school told the police. Two weeks later they met.", b"<p>On 5 May <script>x</script>a</p>"],
    "told_in_word": [b"<w:p><w:r><w:t>On 5 May 2019 the school told the police.</w:t></w:r></w:p><w:tbl><w:tr><w:tc/></w:tr></w:tbl>"],
    "told_in_pdf": [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type"
        b"/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length 33>>stream\n"
        b"BT /F 9 Tf (On 5 May 2019) Tj ET \nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Courier>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF"
    ],
    "old_workbook": [b"", b"\0\x02\x09\x41", bytes(range(64))],
    "log_database": [b"", b"\0\x02\x09\x41", bytes(range(64))],
    "cohort": [b"case,id,date,from,to,kind,from_sector,to_sector\nA,C1,2020,a,b,visit,health,police\nB,C1,2020-01,b,a,referral,,\n",
               b"case,id,date,from,to,kind,follows\nA,1,2020~/..,\"x;\ny\",b,visit,1\n"],
    "returned": [b"Date,From,To,Type,What happened\n03/05/2019,School,Police,Referral,A call.\n",
                 b"When;Agency;Action;Outcome\nMay 2019;Police;Rang MASH;NFA\n"],
    "old_sheet": [b"\0\0\0\1\0\0\2\0" + b"\4\1\0\0" + bytes(8) + b"\5\3\1\1\0\0\0\0\0\x63\xe5\x40\0|Date|mmm yy|A note",
                  b"\1\1\0\3\1\1\3\1" + b"\4\2\2\0\0\0\x42\1\0\0\0\0" + b"\6\5\3\0\7" + bytes(7) + b"\x09\4\1\0\1" + bytes(7)],
    "log_rows": [b"0e1|R\n1R|R\n2e1|o1|to\n3o1|agency\n4agency|A\n6o1|1970|~|Police\n7e1|2019-12-05|A school|#7",
                 b":S|ocel_time|to\n0e1|S\n1S|S\n5o1|o2|part of\n3o1|^x\n3o2|#1.5"],
    "pdf_pages": [b"On 5 May 2019 the school\ntold the po- \nlice.\n\nThen Dr. Lee met J. Smith.\fA page: \n a b"],
    "return_lines": [b"\x033 May 2019|School|Police|Referral|A call\n4 May|do|do||x", b"\x10Agency: Police\nPeriod: 2019 to 2020|\nDate|To|What",
                     b"\x00Date of contact|3/5/19\nFrom|School\nTo|Police\nDetails|A call", b"\x13Nothing known|\f2/1/20|a|b"],
    "return_row": [b"03/05/2019|School|Police; MASH|TC|NFA|A call|5/5/19|2.30pm|Child|y|never|	!note",
                   b"May 2019|Mum|RHS and police|\xe2\x98\x92 visit \xe2\x98\x90 call|ref'd to CAMHS|C1: x|||#REF!|no|4/5/19|reported|||7"],
    "return_merged": [b"1|2019-05-03||agreed|A call|x\n2|2019-05|1||B\f1|2019-05-03||agreed|A long call|x\n3|2020|1;2||C\fmine\fs-1=s-2",
                      b"|2019||a|b\f|2020||a|b\f1"],
    "remembered": [b'\0s,s-1,,f,,2,0,1,"{""contacts"":[{""id"":""a""}],""outcomes"":[],""notes"":[]}"', b"\1a,b,same\nc,b,different\nb,a,same",
                   b"\2s,f,p,3,c,t,w\n"],
    "cohort_heads": [b'case,id,date,from,to,kind\n', b'\xef\xbb\xbfCase;Id\n', b"case:concept:name,time:timestamp,org:group,org:group\n",
                     b"\tcase\tid\t From \tto\tkind\n"],
    "cohort_words": [b"2019-12-05|5/12/2019|09:30|visit|A school; the  a-school|unknown:police|health", b"never|2019-1X|25:00|education;police|a;b|"],
    "cohort_xes": [b'<log><trace><string key="concept:name" value="1"/><event><string key="org:group" value="R"/><date '
                   b'key="time:timestamp" value="2019-12-05T10:00:00"/></event></trace></log>'],
    "cohort_case": [b"C1|2020|subject|school|referral||none\nC2|2020~/..|school|subject|visit|C1\n!|C1|agreed|2021|school",
                    b"C1|2020-05|school|subject|visit|none||never|||The Range\n?|C2\nC3|2019|subject|unknown:police|call|C2;C1"],
}  # fmt: skip


LONGEST = {
    "layers": 400,
    "dates": 48,
    "times": 24,
    "typed_dates": 48,
    "told_dates": 96,
    "headings": 32,
    "workbook": 40,
    "folder": 96,
    "cells": 96,
    "names": 96,
    "prose": 64,
    "pages": 96,
    "told_in_pdf": 700,
    "old_workbook": 64,
    "log_database": 64,
    "narrative": 120,
    "returned": 120,
    "ocel": 400,
    "spreadsheet": 320,
    "old_sheet": 120,
    "log_rows": 160,
    "return_lines": 160,
    "return_row": 140,
    "return_merged": 140,
    "cohort_words": 96,
    "cohort_heads": 120,
    "cohort_case": 140,
}
"""Bytes of an input; 200 where nothing is said. Short inputs are where parsers branch, and they run faster."""

SHORT = 1000
SLOW = {
    "cohort": 6, "old_workbook": 100, "told_in_pdf": 100, "prose": 300, "names": 500, "returned": 300, "return_row": 300,
    "return_merged": 300, "return_lines": 500, "cohort_words": 300, "cohort_case": 300,
}  # fmt: skip

"""Executions of a short run, and of one for targets that take milliseconds each."""
