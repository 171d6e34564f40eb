using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.Playbooks;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>What somebody is typing into an editor, the stored thing it began from, and what is wrong with it.</summary>
public sealed class Draft
{
    private readonly Dictionary<string, string> _fields;
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _problems = new Dictionary<string, IReadOnlyList<string>>();
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _refused = new Dictionary<string, IReadOnlyList<string>>();

    /// <param name="stored">The thing as it is stored; null for a new one.</param>
    /// <param name="copyOf">What a new one begins as; null for an empty one.</param>
    public Draft(Playbook playbook, DefinedKind kind, DefinedThing? stored, DefinedThing? copyOf = null)
    {
        (Playbook, Kind, Stored) = (playbook, kind, stored);
        _fields = DefinedFields.Of(kind, playbook).ToDictionary(f => f, f => (stored ?? copyOf)?[f] ?? Beginning(kind, f), StringComparer.Ordinal);
        if (stored is null && copyOf is not null)
            (_fields[DefinedFields.Key], _fields[DefinedFields.Archived]) = (copyOf.Key + "-copy", "false");
        Began = new Dictionary<string, string>(_fields, StringComparer.Ordinal);
        Check();
    }

    /// <summary>Something was typed or chosen.</summary>
    public event EventHandler? Changed;

    public Playbook Playbook { get; private set; }

    public DefinedKind Kind { get; }

    public DefinedThing? Stored { get; private set; }

    /// <summary>Counts up when other values than typed ones come in, so that fields take them.</summary>
    public int Generation { get; private set; }

    public IReadOnlyDictionary<string, string> Fields => _fields;

    public bool IsNew => Stored is null;

    public bool IsDirty => DefinedFields.Difference(Began, _fields).Count > 0;

    public bool IsGood => _problems.Count == 0;

    private IReadOnlyDictionary<string, string> Began { get; set; }

    public string this[string field] => _fields.GetValueOrDefault(field, "");

    public void Set(string field, string? value)
    {
        _fields[field] = value ?? "";
        _refused = new Dictionary<string, IReadOnlyList<string>>();
        Check();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The field was left: from now on its mistakes are shown.</summary>
    public void Touch(string field)
    {
        if (_touched.Add(field))
            Changed?.Invoke(this, EventArgs.Empty);
    }

    public void TouchAll() => _touched.UnionWith(_fields.Keys);

    /// <summary>What is wrong with a field, once it was left; or what the service refused.</summary>
    public string? Problem(string field) =>
        _refused.GetValueOrDefault(Refusal(field)) is { } refused ? string.Join(" ", refused)
        : _touched.Contains(field) && _problems.GetValueOrDefault(Refusal(field)) is { } messages ? string.Join(" ", messages) : null;

    /// <summary>Sentences that belong to no field of the editor.</summary>
    public IReadOnlyList<string> Elsewhere() =>
        [.. _refused.Where(r => !_fields.Keys.Any(f => Refusal(f) == r.Key)).SelectMany(r => r.Value)];

    public void Refuse(IReadOnlyDictionary<string, IReadOnlyList<string>> errors)
    {
        _refused = errors;
        TouchAll();
    }

    /// <summary>Goes on from a newer version with what was chosen from both.</summary>
    public void Rebase(Playbook playbook, DefinedThing stored, IReadOnlyDictionary<string, string> fields)
    {
        (Playbook, Stored, Began) = (playbook, stored, stored.Fields);
        Take(fields);
    }

    /// <summary>For <see cref="Resume"/>.</summary>
    public KeptFields Keep() => IsDirty ? new(Stored?.Version, new Dictionary<string, string>(Began, StringComparer.Ordinal), new Dictionary<string, string>(_fields, StringComparer.Ordinal)) : KeptFields.None;

    /// <summary>Goes on with what was typed before a reload. It still begins from the version it began from, so saving over somebody else's change is noticed.</summary>
    public void Resume(KeptFields kept)
    {
        if (Stored is not null && kept.Version is { } version)
            Stored = Stored with { Version = version, Fields = new Dictionary<string, string>(kept.Began, StringComparer.Ordinal) };
        Began = new Dictionary<string, string>(kept.Began, StringComparer.Ordinal);
        foreach (var field in _fields.Keys.Where(kept.Fields.ContainsKey).ToList())
            _fields[field] = kept.Fields[field];
        Generation++;
        Check();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Puts other values in, to be looked at before they are saved.</summary>
    public void Take(IReadOnlyDictionary<string, string> fields)
    {
        foreach (var (field, value) in fields.Where(f => f.Key != DefinedFields.Key && _fields.ContainsKey(f.Key)))
            _fields[field] = value;
        Generation++;
        Check();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public DefinedChange ToChange() => new(
        Kind, this[DefinedFields.Key].Trim(), _fields.Where(f => f.Key != DefinedFields.Archived).ToDictionary(StringComparer.Ordinal), Stored?.Version, MayAdd: IsNew);

    private void Check() => _problems = DefinitionService.Problems(Playbook, Kind, this[DefinedFields.Key].Trim(), _fields, IsNew);

    // The API calls the words of the first locale by their old name.
    private string Refusal(string field) => field == DefinedFields.UtterancePrefix + Playbook.Locale ? "utterance" : field;

    private static string Beginning(DefinedKind kind, string field) => (kind, field) switch
    {
        (DefinedKind.Fact, "type") => "category",
        (DefinedKind.Fact, "usages") => "policy, rules",
        (_, DefinedFields.Archived) => "false",
        _ => "",
    };
}
