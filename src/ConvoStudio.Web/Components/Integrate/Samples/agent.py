# One conversation with ConvoStudio, playbook {{playbook}}. Save as agent.py, run with: python3 agent.py (3.9 or newer, no packages).
import json, os, sys, time, urllib.error, urllib.request, uuid

URL = os.environ.get("CONVOSTUDIO_URL", "{{baseAddress}}/api/v1")
KEY = os.environ["CONVOSTUDIO_API_KEY"]  # a key with the scope decide
OUTBOX = os.environ.get("CONVOSTUDIO_OUTBOX", "outbox.jsonl")
CHAT = sys.argv[1] if len(sys.argv) > 1 else f"chat-{uuid.uuid4()}"
FACTS = json.loads(r'''{{facts}}''')
PATIENT = 10.0


def post(path, body, within=PATIENT):
    """Repeats after 503, 429 and lost connections until the deadline. The body is the same each time, and so is its
    idempotencyKey: whatever arrived the first time is not done twice. None: the studio cannot be reached."""
    deadline = time.monotonic() + within
    for attempt in range(4):
        wait = 0.2 * 2 ** attempt
        request = urllib.request.Request(
            URL + path, json.dumps(body).encode(), {"X-Api-Key": KEY, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=max(0.001, deadline - time.monotonic())) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code not in (503, 429):
                raise RuntimeError(f"{path}: {refused.code} {refused.read().decode()}") from refused
            wait = float(refused.headers.get("Retry-After", wait))
        except OSError:
            pass
        if time.monotonic() + wait >= deadline:
            return None
        time.sleep(wait)
    return None


def report(path, body):
    """Outcomes that could not be delivered are kept with their keys and sent later; the studio takes late ones."""
    if post(path, body) is None:
        with open(OUTBOX, "a", encoding="utf-8") as kept:
            kept.write(json.dumps({"path": path, "body": body}) + "\n")


def flush():
    if not os.path.exists(OUTBOX):
        return
    with open(OUTBOX, encoding="utf-8") as kept:
        lines = kept.readlines()
    os.remove(OUTBOX)
    for line in lines:
        report(**json.loads(line))


def talk():
    flush()
    opened = post("/playbooks/{{playbook}}/conversations", {
        "idempotencyKey": f"{CHAT}-open", "customerKey": "customer-1842", "externalId": CHAT, "channel": "web", "facts": FACTS})
    if opened is None:
        # The studio cannot be reached: talk on with your own fallback. Never make up a conversation or decision id.
        print("fallback: {{fallback}} (nothing is recorded)")
        return
    conversation = f"/conversations/{opened['conversationId']}"
    post(f"{conversation}/turns", {"idempotencyKey": f"{CHAT}-t1", "speaker": "customer", "acts": {{customerActs}}, "text": "Hello"})

    # A customer waits for this one: two seconds, then the fallback.
    decided = post(f"{conversation}/decisions", {"idempotencyKey": f"{CHAT}-d1"}, within=2.0)
    if decided is None:
        print("fallback: {{fallback}}")
        said = {"acts": {{fallbackActs}}}
    else:
        print("decided:", decided["action"]["key"])
        said = {"acts": decided["action"]["acts"], "decisionId": decided["decisionId"], "execution": "followed"}
    post(f"{conversation}/turns", {"idempotencyKey": f"{CHAT}-t2", "speaker": "agent", **said})
    post(f"{conversation}/turns", {"idempotencyKey": f"{CHAT}-t3", "speaker": "customer", "acts": {{customerActs}}})

    report(f"{conversation}/outcomes", {"idempotencyKey": f"{CHAT}-o1", "metric": "converted", "value": 1, "final": True})
    report(f"{conversation}/close", {"idempotencyKey": f"{CHAT}-close"})
    print("conversation:", opened["conversationId"])


talk()
