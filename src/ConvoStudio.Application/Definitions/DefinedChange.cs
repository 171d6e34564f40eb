using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;

namespace ConvoStudio.Application.Definitions;

/// <summary>What one thing should hold afterwards.</summary>
/// <param name="Fields">Only the fields that are to change; the others stay, or are empty for a new thing.</param>
/// <param name="ExpectedVersion">The version this was decided on; null to take whatever is there.</param>
/// <param name="MayAdd">Whether a thing that is not there is made.</param>
public sealed record DefinedChange(
    DefinedKind Kind, string Key, IReadOnlyDictionary<string, string> Fields, int? ExpectedVersion = null, bool MayAdd = false)
{
    /// <summary>Makes the change on the playbook's rows, by the rules of the kind's own service.</summary>
    /// <returns>The fields that differ now; null for a new thing.</returns>
    internal IReadOnlyList<FieldChange>? Apply(Playbook playbook)
    {
        var now = DefinedFields.Find(playbook, Kind, Key);
        if (now is null && !MayAdd)
            throw new NotFoundException(Kind.ToString().ToLowerInvariant(), Key);
        if (now is not null && ExpectedVersion is { } version)
            ConflictException.ThrowIfStale(version, now.Version, $"The {Kind.ToString().ToLowerInvariant()} {Key}", this, now);
        var wanted = DefinedFields.Of(Kind, playbook).ToDictionary(f => f, f => Normalized(Fields.TryGetValue(f, out var text) ? text : now?[f] ?? ""), StringComparer.Ordinal);
        if (DefinedReading.Flag(wanted[DefinedFields.Archived]) is not { } archived)
            throw new ValidationException(DefinedFields.Archived, "Write true or false.");
        (wanted[DefinedFields.Key], wanted[DefinedFields.Archived]) = (Key, archived ? "true" : "false");
        if (now is not null && now.Archived && !archived)
            SetArchived(playbook, archived, now.Version);
        Write(playbook, now, wanted);
        var written = DefinedFields.Find(playbook, Kind, Key)!;
        if (!written.Archived && archived)
            SetArchived(playbook, archived, written.Version);
        return now is null ? null : DefinedFields.Difference(now.Fields, DefinedFields.Find(playbook, Kind, Key)!.Fields);
    }

    private void Write(Playbook playbook, DefinedThing? now, Dictionary<string, string> wanted)
    {
        var version = now is null ? 0 : DefinedFields.Find(playbook, Kind, Key)!.Version;
        if (now is not null && DefinedFields.Difference(now.Fields, wanted).All(c => c.Field == DefinedFields.Archived))
            return;
        switch (Kind)
        {
            case DefinedKind.Product when now is null:
                ProductService.Add(playbook, Key, DefinedReading.Product(wanted));
                break;
            case DefinedKind.Product:
                ProductService.Edit(playbook, Key, DefinedReading.Product(wanted), version);
                break;
            case DefinedKind.Action when now is null:
                ActionService.Add(playbook, Key, DefinedReading.Action(wanted));
                break;
            case DefinedKind.Action:
                ActionService.Edit(playbook, Key, DefinedReading.Action(wanted), version);
                break;
            default:
                WriteFact(playbook, now, wanted, version);
                break;
        }
    }

    private void WriteFact(Playbook playbook, DefinedThing? now, Dictionary<string, string> wanted, int version)
    {
        var (type, usages, words) = DefinedReading.Fact(wanted);
        if (now is null)
            FactService.Add(playbook, Key, type, usages, words);
        else if (!string.Equals(wanted["type"], now["type"], StringComparison.OrdinalIgnoreCase))
            throw new ValidationException("type", $"The type of {Key} is {now["type"]}; it stays for good.");
        else
            FactService.Edit(playbook, Key, usages, words, version);
    }

    private void SetArchived(Playbook playbook, bool archived, int version)
    {
        switch (Kind)
        {
            case DefinedKind.Product:
                ProductService.SetArchived(playbook, Key, archived, version);
                break;
            case DefinedKind.Action:
                ActionService.SetArchived(playbook, Key, archived, version);
                break;
            default:
                FactService.SetArchived(playbook, Key, archived, version);
                break;
        }
    }

    private static string Normalized(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
