using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Compliance;

/// <summary>Rules of the two forms that were before sentences. The migration moves their rows as they are; here they become the sentences they always were.</summary>
/// <remarks>The configuration in force keeps the earlier forms, byte for byte, until the playbook is next changed; decisions are the same before and after.</remarks>
internal static class EarlierRules
{
    public static async Task CarryOverAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var earlier = await db.ComplianceRules.Where(r => r.Schema == RuleDocument.EarlierForm).ToListAsync(cancellationToken);
        foreach (var rule in earlier)
            rule.CarryOver();
        if (earlier.Count > 0)
            await db.SaveChangesAsync(cancellationToken);
    }
}
