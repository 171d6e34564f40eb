using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Audits;

/// <summary>Entries of the audit log as sentences. Names are read from the log itself, so things that are gone keep theirs.</summary>
public sealed class AuditWords(AuditService audit, PageActor actor, CurrentPlaybook current, IStringLocalizer<AuditTexts> texts, IStringLocalizer<Ui> ui)
{
    private const string Person = nameof(StudioUser);
    private const string Role = "IdentityRole";
    private const string RoleOfPerson = "IdentityUserRole";
    private static readonly HashSet<string> NameFields = new(StringComparer.Ordinal) { "Name", "DisplayName", "Email", "FileName", "ExperimentName", "Key", "Id" };

    public async Task<IReadOnlyList<AuditLine>> ReadAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken = default)
    {
        var who = await actor.GetAsync();
        var things = entries.SelectMany(Subjects).Distinct().ToList();
        var known = await audit.DescribeAsync(who, things, NameFields, cancellationToken);
        var playbook = RoleTable.Allows(who, UseCase.ReadPlaybooks) ? (await current.GetAsync())?.Key : null;
        return [.. entries.Select(entry => Of(entry, known, who, playbook))];
    }

    private static IEnumerable<AuditSubject> Subjects(AuditEntry entry) => entry.Entity == RoleOfPerson && entry.Key.Split('/') is [var person, var role]
        ? [new(Person, person), new(Role, role)]
        : [new(entry.Entity, entry.Key)];

    private AuditLine Of(AuditEntry entry, IReadOnlyDictionary<AuditSubject, IReadOnlyDictionary<string, string>> known, IActor who, string? playbook)
    {
        if (entry.Entity == RoleOfPerson && entry.Key.Split('/') is [var person, var role]) return OfRole(entry, NameOf(new(Person, person), known), RoleName(NameOf(new(Role, role), known)), who);
        var subject = new AuditSubject(entry.Entity, entry.Key);
        var name = entry.Entity == Role ? RoleName(NameOf(subject, known)) : NameOf(subject, known);
        var changes = AuditFields.Of(entry, texts);
        return new(entry, Thing(entry.Entity), name, Href(entry, known.GetValueOrDefault(subject), who, playbook), Sentence(entry, name, changes), changes);
    }

    private AuditLine OfRole(AuditEntry entry, string person, string role, IActor who) => new(
        entry, Thing(Person), person, RoleTable.Allows(who, UseCase.ManagePeople) ? "/settings/people" : null, texts[entry.Change == "deleted" ? "RoleTaken" : "RoleGiven", person, role], []);

    private string Sentence(AuditEntry entry, string name, IReadOnlyList<AuditFieldChange> changes)
    {
        string what = name.Length == 0 ? Thing(entry.Entity) : texts["ThingNamed", Thing(entry.Entity), name];
        if (entry.Change != "modified") return texts[entry.Change == "added" ? "Added" : "Removed", what];
        // A change nobody may see the values of.
        if (changes.Count == 0) return entry.Entity == Person && entry.After is "{}" ? texts["PasswordChanged", what] : texts["ChangedInside", what];
        if (changes is [{ Field: var only } one] && only == texts["Field-Archived"]) return texts[one.After == texts["Yes"] ? "Archived" : "Restored", what];
        var first = texts["FieldChange", changes[0].Field, Short(changes[0].Before), Short(changes[0].After)].Value;
        return changes.Count switch
        {
            1 => texts["ChangedOne", what, first],
            2 => texts["ChangedTwo", what, first, changes[1].Field],
            _ => texts["ChangedMany", what, first, changes.Count - 1],
        };
    }

    private static string Short(string? value) => value is { Length: > 60 } ? value[..57] + "…" : value ?? "";

    private string Thing(string entity)
    {
        var known = texts[$"Entity-{entity}"];
        return known.ResourceNotFound ? AuditFields.Split(entity) : known;
    }

    private string RoleName(string role)
    {
        var known = ui[$"Role-{role}"];
        return known.ResourceNotFound ? role : known;
    }

    private static string NameOf(AuditSubject subject, IReadOnlyDictionary<AuditSubject, IReadOnlyDictionary<string, string>> known)
    {
        var fields = known.GetValueOrDefault(subject);
        foreach (var field in (string[])["Name", "DisplayName", "Email", "FileName", "ExperimentName", "Key"])
            if (fields?.GetValueOrDefault(field) is { Length: > 0 } name) return name;
        var last = subject.Key.Split('/')[^1];
        // Ids say nothing to a person; what there is once needs no name.
        return Guid.TryParse(last, out _) || last.All(char.IsAsciiDigit) ? "" : last;
    }

    private static string? Href(AuditEntry entry, IReadOnlyDictionary<string, string>? fields, IActor who, string? playbook)
    {
        string? Of(UseCase needs, string href) => RoleTable.Allows(who, needs) ? href : null;
        var parts = entry.Key.Split('/');
        // Pages of definitions show the chosen playbook.
        string? Defined(string page) => parts[0] == playbook && fields?.GetValueOrDefault("Key") is { } key ? $"/{page}?open={Uri.EscapeDataString(key)}" : null;
        return entry.Entity switch
        {
            "PlaybookAction" => Defined("actions"),
            "PlaybookProduct" => Defined("products"),
            "PlaybookFact" => Defined("facts"),
            "PlaybookRule" when parts[0] == playbook => "/rules",
            "Playbook" when parts[0] == playbook => "/settings/playbook",
            "Experiment" or "ExperimentArm" => Of(UseCase.ReadExperiments, $"/experiments/{parts[0]}"),
            "Rehearsal" => Of(UseCase.ReadExperiments, $"/rehearsals/{entry.Key}"),
            "Import" => Of(UseCase.ReadJobs, $"/imports/{entry.Key}"),
            "OutcomeUpload" => Of(UseCase.ReportOutcomes, $"/outcomes/{entry.Key}"),
            Person => Of(UseCase.ManagePeople, "/settings/people"),
            "ApiKey" => Of(UseCase.ManageKeys, "/settings/keys"),
            "RetentionSettings" => Of(UseCase.ManageSystem, "/settings/system"),
            _ => null,
        };
    }
}
