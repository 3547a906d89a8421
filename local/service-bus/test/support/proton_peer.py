"""Plays a client of another AMQP stack, Qpid Proton: one line of JSON for each thing that it saw."""

import base64, hashlib, hmac, json, os, sys, time, urllib.parse, uuid
from proton import Message, symbol
from proton.reactor import Filter, LinkOption
from proton.utils import BlockingConnection, SyncRequestResponse

port, key = sys.argv[1], sys.argv[2]
connection = BlockingConnection(f"amqp://127.0.0.1:{port}", timeout=20, allowed_mechs="ANONYMOUS")


def saw(step, value):
    print(json.dumps([step, value]), flush=True)


def token():
    resource, expiry = urllib.parse.quote("sb://127.0.0.1/", safe=""), int(time.time()) + 600
    digest = hmac.new(key.encode(), f"{resource}\n{expiry}".encode(), hashlib.sha256).digest()
    signature = urllib.parse.quote(base64.b64encode(digest).decode(), safe="")
    return f"SharedAccessSignature sr={resource}&sig={signature}&se={expiry}&skn=RootManageSharedAccessKey"


class ToAnswers(LinkOption):
    def __init__(self, address):
        self.address = address

    def apply(self, link):
        link.target.address = self.address


def ask(address, properties, body):
    name = f"answers-{uuid.uuid4()}"
    answers = connection.create_receiver(address, name=name, credit=1, options=ToAnswers(name))
    questions = connection.create_sender(address)
    questions.send(Message(id=name, reply_to=name, properties=properties, body=body))
    answer = answers.receive()
    answers.accept()  # Proton accepts what is not settled yet, and fails at the rest
    questions.close()
    answers.close()
    return answer


claim = {"operation": "put-token", "type": "servicebus.windows.net:sastoken", "name": "sb://127.0.0.1/"}
saw("token", ask("$cbs", claim, token()).properties["status-code"])

sender = connection.create_sender("orders")
for body in ["completed", "released", "dead"]:
    sender.send(Message(id=body, body=body, properties={"kind": body}))

manage = lambda operation, body: ask("orders/$management", {"operation": f"com.microsoft:{operation}"}, body)
peeked = manage("peek-message", {"from-sequence-number": 0, "message-count": 10})
saw("peeked", [peeked.properties["statusCode"], len(peeked.body["messages"])])

receiver = connection.create_receiver("orders", credit=1)
message = receiver.receive()
saw("received", [message.body, message.properties["kind"], message.delivery_count])
receiver.accept()
saw("received", receiver.receive().body)
receiver.release(delivered=False)
again = receiver.receive()
saw("again", [again.body, again.delivery_count])
receiver.accept()
saw("received", receiver.receive().body)
receiver.reject()
receiver.close()

dead = connection.create_receiver("orders/$DeadLetterQueue", credit=1)
saw("dead", dead.receive().body)
dead.accept()
dead.close()


class AnySession(LinkOption):
    def apply(self, link):
        Filter({symbol("com.microsoft:session-filter"): None}).apply(link)


connection.create_sender("steps").send(Message(body="first", group_id="session-1"))
steps = connection.create_receiver("steps", credit=1, options=AnySession())
message = steps.receive()
saw("session", [message.body, message.group_id])
state = ask("steps/$management", {"operation": "com.microsoft:get-session-state"}, {"session-id": "session-1"})
saw("state", state.properties["statusCode"])
steps.accept()
connection.close()
saw("closed", True)
sys.stdout.flush()
os._exit(0)  # past Proton's own finalizers, which fail at the end of the interpreter
