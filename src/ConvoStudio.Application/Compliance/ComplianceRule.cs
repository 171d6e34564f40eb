using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Application.Compliance;

/// <summary>One version of a rule with its place in the life cycle. What it says changes only while it is a draft.</summary>
public sealed class ComplianceRule
{
    private SentenceRule? _rule;

    private ComplianceRule()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    /// <summary>Stable key of the rule; its versions share it.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Version, from 1.</summary>
    public int Number { get; private set; }

    public RuleStatus Status { get; private set; }

    /// <summary>Name of the sentence's kind ("require-before").</summary>
    public string Form { get; private set; } = "";

    /// <summary>The canonical sentence.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>The versioned tree, JSON.</summary>
    public string Document { get; private set; } = "";

    /// <summary>Schema of <see cref="Document"/>.</summary>
    [NotAudited]
    public int Schema { get; private set; }

    /// <summary>Counts every change of this version; whoever changes it says which one he saw.</summary>
    [NotAudited]
    public int Revision { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    /// <summary>Ids of all who wrote on it; none of them reviews it.</summary>
    [NotAudited]
    public IReadOnlyList<string> AuthorIds { get; private set; } = [];

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public string? ReviewedBy { get; private set; }

    /// <summary>Since when it only records, or null.</summary>
    public DateTimeOffset? ShadowSince { get; private set; }

    public DateTimeOffset? InForceSince { get; private set; }

    /// <summary>When it was superseded or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What was said at the last step: why it was sent back or withdrawn.</summary>
    public string? Note { get; private set; }

    /// <summary>What it says.</summary>
    public SentenceRule Rule => _rule ??= Schema == RuleDocument.EarlierForm ? RuleDocument.ReadEarlier(Document) : RuleDocument.Read(Document);

    /// <summary>Decisions use it: it blocks or records.</summary>
    public bool IsLive => Status is RuleStatus.Shadow or RuleStatus.InForce;

    /// <summary>Somebody works on it: it is written or waits for review.</summary>
    public bool IsOpen => Status is RuleStatus.Draft or RuleStatus.InReview;

    internal static ComplianceRule Draft(string playbook, SentenceRule rule, IActor author, DateTimeOffset at)
    {
        var draft = new ComplianceRule
        {
            PlaybookKey = playbook,
            Key = rule.Key,
            Number = rule.Version,
            Revision = 1,
            CreatedAt = at,
            CreatedBy = author.Name,
        };
        draft.Say(rule, author, at);
        return draft;
    }

    /// <summary>A rule that comes with a playbook made for the reader (a sample): in force from its birth.</summary>
    internal static ComplianceRule Given(string playbook, SentenceRule rule, string by, DateTimeOffset at)
    {
        var given = new ComplianceRule
        {
            PlaybookKey = playbook,
            Key = rule.Key,
            Number = rule.Version,
            Revision = 1,
            CreatedAt = at,
            CreatedBy = by,
            ChangedAt = at,
            ChangedBy = by,
            Status = RuleStatus.InForce,
            InForceSince = at,
        };
        given.Store(rule);
        return given;
    }

    /// <exception cref="TransitionException">Not a draft.</exception>
    internal void Edit(SentenceRule rule, IActor author, DateTimeOffset at)
    {
        Demand(RuleStatus.Draft, "edited");
        if (rule.Key != Key || rule.Version != Number)
            throw new InvalidOperationException($"The rule {Key} keeps its key and version.");
        Say(rule, author, at);
        Revision++;
    }

    internal void Submit(IActor actor, DateTimeOffset at)
    {
        Demand(RuleStatus.Draft, "submitted");
        Move(RuleStatus.InReview, actor, at, null);
    }

    /// <summary>Back to a draft: the author takes it back, or the reviewer asks for changes.</summary>
    internal void Return(IActor actor, DateTimeOffset at, string? note)
    {
        Demand(RuleStatus.InReview, "sent back");
        Move(RuleStatus.Draft, actor, at, note);
    }

    /// <exception cref="TransitionException">Not in review, or reviewed by who wrote it.</exception>
    internal void Approve(IActor reviewer, DateTimeOffset at, string? note)
    {
        Demand(RuleStatus.InReview, "approved");
        DemandSecondPerson(reviewer);
        Move(RuleStatus.Shadow, reviewer, at, note);
        (ReviewedBy, ShadowSince) = (reviewer.Name, at);
    }

    /// <exception cref="TransitionException">Not in shadow, or asked for by who wrote it.</exception>
    internal void PutInForce(IActor actor, DateTimeOffset at)
    {
        Demand(RuleStatus.Shadow, "put in force");
        DemandSecondPerson(actor);
        Move(RuleStatus.InForce, actor, at, null);
        InForceSince = at;
    }

    internal void Supersede(IActor actor, DateTimeOffset at)
    {
        if (!IsLive)
            throw new TransitionException($"{Name} is {Words(Status)} and cannot be superseded.");
        Move(RuleStatus.Superseded, actor, at, Note);
        EndedAt = at;
    }

    /// <exception cref="TransitionException">Over already.</exception>
    internal void Withdraw(IActor actor, DateTimeOffset at, string? note)
    {
        if (Status is RuleStatus.Withdrawn or RuleStatus.Superseded)
            throw new TransitionException($"{Name} is already {Words(Status)}.");
        Move(RuleStatus.Withdrawn, actor, at, note);
        EndedAt = at;
    }

    /// <summary>Reads a row of the earlier forms and stores it as the sentence it always was.</summary>
    internal void CarryOver() => Store(Rule);

    internal static string Words(RuleStatus status) => status switch
    {
        RuleStatus.Draft => "a draft",
        RuleStatus.InReview => "in review",
        RuleStatus.Shadow => "in shadow",
        RuleStatus.InForce => "in force",
        RuleStatus.Superseded => "superseded",
        _ => "withdrawn",
    };

    private string Name => $"Version {Number} of the rule {Key}";

    private void Say(SentenceRule rule, IActor author, DateTimeOffset at)
    {
        Store(rule);
        (ChangedAt, ChangedBy) = (at, author.Name);
        if (!AuthorIds.Contains(author.Id, StringComparer.Ordinal))
            AuthorIds = [.. AuthorIds, author.Id];
    }

    private void Store(SentenceRule rule)
    {
        _rule = rule;
        (Form, Sentence, Document, Schema) = (rule.Body.Form, RuleText.Render(rule), RuleDocument.Write(rule), RuleJson.Schema);
    }

    private void Move(RuleStatus status, IActor actor, DateTimeOffset at, string? note)
    {
        (Status, ChangedAt, ChangedBy, Note) = (status, at, actor.Name, note);
        Revision++;
    }

    private void Demand(RuleStatus status, string what)
    {
        if (Status != status)
            throw new TransitionException($"{Name} is {Words(Status)} and cannot be {what}.");
    }

    private void DemandSecondPerson(IActor actor)
    {
        if (AuthorIds.Contains(actor.Id, StringComparer.Ordinal))
            throw new TransitionException($"{Name} needs a second person: whoever wrote it neither approves it nor puts it in force.");
    }
}
