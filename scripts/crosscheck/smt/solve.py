"""Decides scripts of SMT-LIB: one JSON object a line, {"solver", "script", "milliseconds"}, answered by {"answer", "seconds"}."""
import json
import sys
import time


def cvc5_answer(script, milliseconds):
    import cvc5
    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setOption("strings-exp", "true")
    solver.setOption("tlimit-per", str(milliseconds))
    symbols = cvc5.SymbolManager(manager)
    parser = cvc5.InputParser(solver, symbols)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "question")
    answer = ""
    while True:
        command = parser.nextCommand()
        if command.isNull():
            return answer
        answer = command.invoke(solver, symbols).strip() or answer


def z3_answer(script, milliseconds):
    import z3
    solver = z3.Solver(ctx=z3.Context())
    solver.set("timeout", milliseconds)
    solver.from_string(script)
    return str(solver.check())


ANSWERS = {"cvc5": cvc5_answer, "z3": z3_answer}

for line in sys.stdin:
    question = json.loads(line)
    start = time.perf_counter()
    try:
        answer = ANSWERS[question["solver"]](question["script"], question["milliseconds"])
    except Exception as error:
        answer = f"error: {error}"
    print(json.dumps({"answer": answer, "seconds": time.perf_counter() - start}), flush=True)
