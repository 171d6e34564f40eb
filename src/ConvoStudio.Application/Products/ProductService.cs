using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;

namespace ConvoStudio.Application.Products;

/// <summary>Products of a playbook. A product is never deleted: archived, no action may offer it, and it can come back.</summary>
public sealed class ProductService(ConfigurationChanges changes)
{
    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<PlaybookProduct> AddAsync(IActor actor, string playbookKey, string key, ProductEdit edit, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => Add(playbook, key, edit), cancellationToken);

    /// <exception cref="ValidationException">A field is wrong, or an action says a number that would be gone.</exception>
    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    public Task<PlaybookProduct> EditAsync(
        IActor actor, string playbookKey, string key, ProductEdit edit, int expectedVersion, CancellationToken cancellationToken = default) =>
        EditAsync(actor, playbookKey, key, edit, expectedVersion, archived: null, cancellationToken);

    /// <param name="archived">Whether it is archived afterwards; null to leave that as it is.</param>
    /// <inheritdoc cref="EditAsync(IActor, string, string, ProductEdit, int, CancellationToken)"/>
    public Task<PlaybookProduct> EditAsync(
        IActor actor, string playbookKey, string key, ProductEdit edit, int expectedVersion, bool? archived, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditPlaybook, playbookKey,
            (_, playbook) =>
            {
                var product = Edit(playbook, key, edit, expectedVersion);
                return archived is { } wanted && wanted != product.Archived ? SetArchived(playbook, key, wanted, product.Version) : product;
            },
            cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookProduct> ArchiveAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => SetArchived(playbook, key, archived: true, expectedVersion), cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookProduct> RestoreAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => SetArchived(playbook, key, archived: false, expectedVersion), cancellationToken);

    internal static PlaybookProduct Add(Playbook playbook, string key, ProductEdit edit)
    {
        var trimmed = edit.Trimmed();
        trimmed.Check(new FieldErrors().Key(key, "key").Require(playbook.Products.All(p => p.Key != key), "key", "This key is taken, maybe by an archived product."))
            .ThrowIfAny();
        return playbook.AddProduct(key, trimmed);
    }

    internal static PlaybookProduct Edit(Playbook playbook, string key, ProductEdit edit, int expectedVersion)
    {
        var product = Find(playbook, key);
        var trimmed = edit.Trimmed();
        ConflictException.ThrowIfStale(expectedVersion, product.Version, $"The product {product.Name}", trimmed, product);
        trimmed.Check(new FieldErrors()).ThrowIfAny();
        product.Edit(trimmed);
        UtteranceCheck.DemandSayable(playbook, FieldOfGoneName);
        return product;
    }

    internal static PlaybookProduct SetArchived(Playbook playbook, string key, bool archived, int expectedVersion)
    {
        var product = Find(playbook, key);
        ConflictException.ThrowIfStale(expectedVersion, product.Version, $"The product {product.Name}", archived, product);
        var user = playbook.Actions.FirstOrDefault(a => !a.Archived && a.Product == key);
        new FieldErrors().Require(!archived || user is null, "archived", $"The action {user?.Key} offers it; archive that action first.").ThrowIfAny();
        product.SetArchived(archived);
        return product;
    }

    private static PlaybookProduct Find(Playbook playbook, string key) =>
        playbook.Products.FirstOrDefault(p => p.Key == key) ?? throw new NotFoundException("product", key);

    private static string FieldOfGoneName(string placeholder) => placeholder switch
    {
        "product.price" => "price",
        "product.unit" => "priceUnit",
        "product.link" => "link",
        _ => "numbers",
    };
}
