package dev.tidings.examples.shop;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What the page calls. */
@RequestScoped
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ShopResource {
  @Inject private Shop shop;

  @GET
  @Path("orders")
  public List<Order> orders() {
    return shop.orders();
  }

  @GET
  @Path("parcels")
  public List<Parcel> parcels() {
    return shop.parcels();
  }

  @POST
  @Path("orders")
  public Response place(Order order) {
    try {
      return Response.status(Response.Status.CREATED).entity(shop.place(order)).build();
    } catch (EJBException rolledBack) {
      return Response.status(Response.Status.CONFLICT).build();
    }
  }
}
