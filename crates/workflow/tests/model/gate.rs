//! The model: where it begins, and what each step does.

use baopi_workflow::{Action, Command, Organisation, PersonId};
use stateright::{Model, Property};

use crate::bug::Bug;
use crate::file::{File, short};
use crate::office::Changes;
use crate::property;
use crate::scene::{Beginning, Scene};
use crate::server::write_messages;
use crate::shelf::{Question, Ruling, Shelf};
use crate::state::{Client, Database, Letter, Node, Phase, RowId, State};
use crate::step::Step;

/// The program between its clients, its database and its mail server, with at most one bug.
pub(crate) struct Gate {
    bug: Option<Bug>,
    scenes: Vec<Scene>,
    /// How each scene begins, which is also its backup.
    begins: Vec<State>,
    organisations: Vec<Organisation>,
    pub(crate) shelf: Shelf,
}

impl Gate {
    pub(crate) fn new(scenes: Vec<Scene>, bug: Option<Bug>) -> Self {
        let organisations = Changes::all().map(Changes::organisation).collect();
        let (begins, shelf) = (Vec::new(), Shelf::default());
        let mut gate = Self { bug, scenes, begins, organisations, shelf };
        gate.begins = (0..gate.scenes.len()).map(|scene| gate.state_at_begin(scene)).collect();
        gate
    }

    pub(crate) fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    pub(crate) fn scene(&self, state: &State) -> &Scene {
        &self.scenes[usize::from(state.scene)]
    }

    pub(crate) fn command(&self, state: &State, letter: Letter) -> &(u8, PersonId, Action) {
        &self.scene(state).commands[usize::from(letter.command)]
    }

    pub(crate) fn organisation(&self, changes: Changes) -> &Organisation {
        &self.organisations[changes.place()]
    }

    fn state_at_begin(&self, place: usize) -> State {
        let scene = &self.scenes[place];
        let mut last_number = 0;
        let requests = [0, 1].map(|slot: u8| {
            let Beginning { drafter, text, steps } = &scene.requests[usize::from(slot)];
            let mut file = File::blank(slot, *drafter, text);
            for (actor, action) in steps {
                let command = Command { actor: *actor, action: action.clone() };
                file = self.prepared(&file, &command, last_number);
            }
            last_number = file.rows.numbers.iter().copied().fold(last_number, u8::max);
            self.shelf.keep(file.settled())
        });
        let (answers, organisation) = (Default::default(), Changes::default());
        State {
            scene: u8::try_from(place).expect("few scenes"),
            database: Database { requests, last_number, answers, outbox: Vec::new(), organisation },
            clients: [Client::default(), Client::default()],
            nodes: [Node::default(); 2],
            faults: scene.faults,
            effects: Default::default(),
            papers: Vec::new(),
            given_up: Vec::new(),
        }
    }

    /// A step before the scene begins, in which nothing goes wrong.
    fn prepared(&self, file: &File, command: &Command, last_number: u8) -> File {
        let id = self.shelf.keep(file.clone());
        let organisation = Changes::default();
        let question = Question {
            command: (u8::MAX, 0),
            read: id,
            current: id,
            other: id,
            organisation,
            truth: organisation,
            last_number,
        };
        match self.ask(&question, file, command) {
            Ruling::Done(saving) => (*self.shelf.file(saving.file)).clone(),
            other @ (Ruling::NotFound | Ruling::Refused(..)) => panic!("{command:?}: {other:?}"),
        }
    }
}

impl Model for Gate {
    type State = State;
    type Action = Step;

    fn init_states(&self) -> Vec<State> {
        self.begins.clone()
    }

    fn actions(&self, state: &State, steps: &mut Vec<Step>) {
        self.steps(state, steps);
    }

    fn next_state(&self, state: &State, step: Step) -> Option<State> {
        match step {
            Step::Begin { client, node } => self.begin(state, client, node),
            Step::Commit { node, reply } => {
                let mut next = self.commit(state, node, reply)?;
                next.faults.lost -= u8::from(reply == crate::step::Reply::Lost);
                Some(next)
            }
            Step::Lease { node, row } => Self::lease(state, node, row),
            Step::Deliver { node, smtp } => Self::deliver(state, node, smtp),
            Step::Mark { node } => self.mark(state, node),
            Step::Expire { row } => Self::expire(state, row),
            Step::Send { .. }
            | Step::TimeOut { .. }
            | Step::Resend { .. }
            | Step::Crash { .. }
            | Step::Change(_)
            | Step::OpenLink { .. }
            | Step::Restore
            | Step::WriteLate { .. } => Some(self.by_the_world(state, step)),
        }
    }

    fn properties(&self) -> Vec<Property<Self>> {
        property::all()
    }
}

impl Gate {
    /// What people, machines and time do.
    fn by_the_world(&self, state: &State, step: Step) -> State {
        let mut next = state.clone();
        match step {
            Step::Send { client, command } => self.send(&mut next, client, command),
            Step::TimeOut { client } => {
                next.faults.lost -= 1;
                lose_touch(&mut next.clients[usize::from(client)]);
            }
            Step::Resend { client } => {
                let client = &mut next.clients[usize::from(client)];
                if let Phase::Unknown(letter) = client.phase {
                    client.phase = Phase::Sent(letter);
                }
            }
            Step::Crash { node } => crash(&mut next, node),
            Step::Change(change) => {
                next.database.organisation = next.database.organisation.with(change);
            }
            Step::OpenLink { row } => {
                next.faults.opens -= 1;
                if self.has(Bug::LinkConsumedByGet) {
                    self.decide_by_link(&mut next, row);
                }
            }
            Step::Restore => self.restore(&mut next),
            Step::WriteLate { node } => self.write_late(&mut next, node),
            Step::Begin { .. }
            | Step::Commit { .. }
            | Step::Lease { .. }
            | Step::Deliver { .. }
            | Step::Mark { .. }
            | Step::Expire { .. } => {}
        }
        next
    }

    fn send(&self, next: &mut State, client: u8, command: u8) {
        let slot = usize::from(self.scene(next).commands[usize::from(command)].0);
        let version = self.shelf.file(next.database.requests[slot]).request.version.0;
        let seen = u8::try_from(version).expect("few versions");
        let client = &mut next.clients[usize::from(client)];
        client.phase = Phase::Sent(Letter { command, seen });
        client.code = None;
    }

    /// The backup is put back, and the counter raised above everything that has left the house. Whoever waited has to look anew,
    /// and what was promised before holds no longer.
    fn restore(&self, next: &mut State) {
        let begin = &self.begins[usize::from(next.scene)];
        next.faults.restores -= 1;
        next.database = begin.database.clone();
        next.effects = begin.effects;
        next.nodes = begin.nodes;
        for client in &mut next.clients {
            *client = Client { turn: client.turn, ..Client::default() };
        }
        if !self.has(Bug::RestoreWithoutRaisingCounter) {
            let last = next.database.last_number;
            let raised = next.papers.iter().map(|paper| paper.number).fold(last, u8::max);
            next.given_up = (last + 1..=raised).collect();
            next.database.last_number = raised;
        }
    }

    /// The bug: the first approval that the addressee could send is carried out, and nobody has sent it.
    fn decide_by_link(&self, next: &mut State, row: RowId) {
        let mut commands = (0..).zip(&self.scene(next).commands);
        let found = commands.find(|(_, (slot, actor, action))| {
            *slot == row.request
                && short(*actor) == row.to
                && matches!(action, Action::Approve { .. })
        });
        let Some((command, _)) = found else { return };
        let file = next.database.requests[usize::from(row.request)];
        let organisation = next.database.organisation;
        let question = Question {
            command: (next.scene, command),
            read: file,
            current: file,
            other: file,
            organisation,
            truth: organisation,
            last_number: 0,
        };
        let (_, actor, action) = &self.scene(next).commands[usize::from(command)];
        let command = Command { actor: *actor, action: action.clone() };
        if let Ruling::Done(saving) = self.ask(&question, &self.shelf.file(file), &command) {
            next.database.requests[usize::from(row.request)] = saving.file;
            write_messages(next, &saving.notices);
        }
    }

    /// The bug: the messages of the last commit are written by now.
    fn write_late(&self, next: &mut State, node: u8) {
        let Some(file) = next.nodes[usize::from(node)].late.take() else { return };
        let known = next.database.outbox.clone();
        let owed = self.shelf.file(file).rows.owed.clone();
        let missing: Vec<_> =
            owed.into_iter().filter(|id| known.iter().all(|row| row.id != *id)).collect();
        write_messages(next, &missing);
    }
}

fn lose_touch(client: &mut Client) {
    if let Phase::Served(letter, _) = client.phase {
        client.phase = Phase::Unknown(letter);
    }
}

/// Everything in hand is gone; whoever waited for the node hears nothing.
fn crash(next: &mut State, node: u8) {
    next.faults.crashes -= 1;
    next.nodes[usize::from(node)] = Node::default();
    for client in &mut next.clients {
        if matches!(client.phase, Phase::Served(_, by) if by == node) {
            lose_touch(client);
        }
    }
}
