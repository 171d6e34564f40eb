using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Products;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>Products of a playbook. DELETE archives: no action may offer it any more, and it can come back.</summary>
internal static class ProductEndpoints
{
    private const string One = "/playbooks/{playbook}/products/{product}";

    public static void MapProducts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/{playbook}/products", ListAsync).Is(new(UseCase.ReadPlaybooks, "List a playbook's products", StatusCodes.Status200OK, typeof(IReadOnlyList<ProductView>)));
        api.MapPost("/playbooks/{playbook}/products", AddAsync).Is(new(
            UseCase.EditPlaybook, "Add a product", StatusCodes.Status201Created, typeof(ProductView), typeof(AddProductRequest),
            """{"key":"gold","name":"Gold card","price":59,"currency":"EUR","priceUnit":"a year","numbers":[{"key":"cashback","value":1.5,"unit":"%"}]}"""));
        api.MapGet(One, GetAsync).Is(new(UseCase.ReadPlaybooks, "Read a product", StatusCodes.Status200OK, typeof(ProductView)));
        api.MapPut(One, EditAsync).Is(new(
            UseCase.EditPlaybook, "Edit a product", StatusCodes.Status200OK, typeof(ProductView), typeof(EditProductRequest),
            """{"name":"Gold card","price":49,"currency":"EUR","version":1}""", "A field left out is emptied; archived left out stays as it is."));
        api.MapDelete(One, ArchiveAsync).Is(new(UseCase.EditPlaybook, "Archive a product", StatusCodes.Status200OK, typeof(ProductView)));
        api.MapPost(One + "/restore", RestoreAsync).Is(new(UseCase.EditPlaybook, "Offer an archived product again", StatusCodes.Status200OK, typeof(ProductView)));
    }

    private static async Task<IResult> ListAsync(string playbook, HttpContext context, PlaybookService playbooks)
    {
        var found = await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted);
        return TypedResults.Json([.. found.Products.OrderBy(p => p.Key, StringComparer.Ordinal).Select(ProductView.Of)], ApiAnswerJson.Default.IReadOnlyListProductView);
    }

    private static async Task<IResult> GetAsync(string playbook, string product, HttpContext context, PlaybookService playbooks) =>
        Json(await FindAsync(playbook, product, context, playbooks));

    private static async Task<IResult> AddAsync(string playbook, HttpContext context, ProductService products)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.AddProductRequest)).Value;
        var edit = new ProductEdit(request.Name ?? "", request.Description, request.Price, request.Currency, request.PriceUnit, request.Link, Numbers(request.Numbers));
        var added = await products.AddAsync(context.KeyActor(), playbook, request.Key ?? "", edit, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{playbook}/products/{Uri.EscapeDataString(added.Key)}";
        return Json(added, StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string playbook, string product, HttpContext context, ProductService products)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.EditProductRequest)).Value;
        var version = ApiVersion.Demand(request.Version);
        var edit = new ProductEdit(request.Name ?? "", request.Description, request.Price, request.Currency, request.PriceUnit, request.Link, Numbers(request.Numbers));
        return Json(await products.EditAsync(context.KeyActor(), playbook, product, edit, version, request.Archived, context.RequestAborted));
    }

    private static async Task<IResult> ArchiveAsync(string playbook, string product, int? version, HttpContext context, PlaybookService playbooks, ProductService products)
    {
        var seen = version ?? (await FindAsync(playbook, product, context, playbooks)).Version;
        return Json(await products.ArchiveAsync(context.KeyActor(), playbook, product, seen, context.RequestAborted));
    }

    private static async Task<IResult> RestoreAsync(string playbook, string product, int? version, HttpContext context, PlaybookService playbooks, ProductService products)
    {
        var seen = version ?? (await FindAsync(playbook, product, context, playbooks)).Version;
        return Json(await products.RestoreAsync(context.KeyActor(), playbook, product, seen, context.RequestAborted));
    }

    /// <remarks>A number that is left out is not 0: it is told as a mistake of the field.</remarks>
    private static List<ProductNumber>? Numbers(IReadOnlyList<ProductNumberRequest>? numbers) =>
        numbers?.Select(n => new ProductNumber(n.Key ?? "", n.Value ?? double.NaN, n.Unit)).ToList();

    private static async Task<PlaybookProduct> FindAsync(string playbook, string product, HttpContext context, PlaybookService playbooks) =>
        (await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted)).Products.FirstOrDefault(p => p.Key == product)
        ?? throw new NotFoundException("product", product);

    private static JsonHttpResult<ProductView> Json(PlaybookProduct product, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(ProductView.Of(product), ApiAnswerJson.Default.ProductView, statusCode: status);
}
