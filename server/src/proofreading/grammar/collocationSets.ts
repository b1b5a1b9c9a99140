/**
 * Lemmas that learners take for one another because their own language has one word for them, or because the neighbour decides which is said:
 * make a mistake, do homework, take a photo. From general knowledge of English; a set a line.
 */
const parse = (lines: string): readonly (readonly string[])[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '));

export const collocationSets = {
  verb: parse(`
    make do take have get give
    say tell speak talk ask
    look see watch
    listen hear
    learn teach study know
    bring take carry
    borrow lend
    rise raise increase
    win earn gain beat get
    know meet
    wear use dress
    come go arrive get reach return
    visit attend go
    spend pass waste
    hope wish want
    let make allow
    think believe find
    finish end stop
    remember remind
    leave live stay
    lose miss
    sit set
    lie lay
    grow raise increase
    travel move go
    feel think
    like want love enjoy
    become get be turn
    happen occur
    hold keep
    play practise do
    solve resolve
    cause make
    realise notice understand know
    realize notice understand know
    suggest recommend advise propose
    work function
    appear seem look
    discuss talk
    answer reply respond
    improve increase develop
    reduce decrease
    organise hold
    organize hold
    provide offer give
    receive get
    build make create
    help assist
    choose select decide
    try attempt
    need want
    start begin
    buy take
    join attend
    meet find
    be have
  `),
  noun: parse(`
    work job task
    travel trip journey tour
    possibility opportunity chance
    house home
    problem trouble issue
    way manner method mean
    person people man
    country nation
    place space room area
    scene view scenery
    story history
    game match play
    shop store
    price cost fee
    mistake error fault
    town city village
    part role
    number amount quantity
    kind type sort
    clothes cloth
    customer client guest
    food meal dish
    advantage benefit
    advice suggestion
    idea opinion view thought
    student pupil
    holiday vacation
    film movie
    thing stuff
    teacher professor
    experience experiment
    effect influence impact
    level degree
    subject topic
    reason cause
    result outcome
    age year
    time hour
    sport exercise
    photo picture image
    road street way
    situation condition
    fun enjoyment
  `),
  adjective: parse(`
    big large great huge
    high tall strong expensive
    small little short low
    hard difficult heavy strong
    good nice great
    fast quick
    last latest past final
    recent new
    next following near
    alone lonely
    historic historical
    economic economical
    classic classical
    actual current present
    different various
    interesting exciting fun funny
    famous popular
    important big main
    sure certain
    right correct
    wrong bad
    usual common normal
    strange foreign
    own proper
    possible able available
    necessary important
    beautiful nice
    whole all
    free available
    comfortable convenient
    sad bad
    pleased happy glad
  `),
  adverb: parse(`
    very really
    usually often normally
    mainly mostly
    especially specially
    finally lastly eventually
    first firstly
    nowadays now today currently
    actually really currently
    quickly fast
    well good
    hard hardly
    together along
    away far
    abroad overseas
    later after afterwards
    before earlier ago
  `),
} as const;
